#include "CTailpoolProofs.h"

#include "field.h"

// Extended coordinates on -x^2 + y^2 = 1 + d x^2 y^2: x = X / Z, y = Y / Z, xy = T / Z (Hisil, Wong, Carter, Dawson 2008). The formulas
// are complete on this curve: no case of equal points or of the identity is apart.
typedef struct {
  field x, y, z, t;
} extended;

typedef struct {
  field sides[2], product;  // y + x and y - x, 2dxy
} affine;

static extended identity(void) {
  const extended r = {field_zero, field_one, field_one, field_zero};
  return r;
}

__attribute__((always_inline)) static inline extended from_parts(field e, field f, field g, field h) {
  const extended r = {field_multiply(e, f), field_multiply(g, h), field_multiply(f, g), field_multiply(e, h)};
  return r;
}

static inline extended add(const extended *p, const extended *q) {
  const field a = field_multiply(field_subtract(p->y, p->x), field_subtract(q->y, q->x));
  const field b = field_multiply(field_add(p->y, p->x), field_add(q->y, q->x));
  const field c = field_multiply(field_multiply(p->t, q->t), field_twice_d);
  const field zz = field_multiply(p->z, q->z), d = field_add(zz, zz);
  return from_parts(field_subtract(b, a), field_subtract(d, c), field_add(d, c), field_add(b, a));
}

// The sum of a point and a decoded one or, where negative is 1, its negation, without a branch for a sign that cannot be foreseen.
__attribute__((always_inline)) static inline extended add_affine(const extended *p, const affine *q, int negative) {
  const field a = field_multiply(field_subtract(p->y, p->x), q->sides[!negative]);
  const field b = field_multiply(field_add(p->y, p->x), q->sides[negative]);
  const field c = field_multiply(p->t, q->product), d = field_add(p->z, p->z);
  const field parts[2] = {field_subtract(d, c), field_add(d, c)};
  return from_parts(field_subtract(b, a), parts[negative], parts[!negative], field_add(b, a));
}

__attribute__((always_inline)) static inline extended twice(const extended *p) {
  const field a = field_square(p->x), b = field_square(p->y), zz = field_square(p->z);
  const field h = field_add(a, b), g = field_subtract(a, b);
  const field e = field_subtract(h, field_square(field_add(p->x, p->y)));
  return from_parts(e, field_add(field_add(zz, zz), g), g, h);
}

int tp_ristretto_decode(tp_ristretto_point *point, const uint8_t *encoding) {
  const field s = field_decode(encoding);
  uint8_t canonical[32];
  field_encode(canonical, s);
  if (memcmp(canonical, encoding, 32) != 0 || (encoding[0] & 1)) return -1;
  const field ss = field_square(s);
  const field u1 = field_subtract(field_one, ss), u2 = field_add(field_one, ss), u2_squared = field_square(u2);
  const field du1 = field_multiply(field_d, field_square(u1));
  const field v = field_subtract(field_zero, field_add(du1, u2_squared));
  field root;
  const int is_square = field_inverse_square_root(&root, field_multiply(v, u2_squared));
  const field dx = field_multiply(root, u2), dy = field_multiply(field_multiply(root, dx), v);
  const field x = field_absolute(field_multiply(field_add(s, s), dx)), y = field_multiply(u1, dy);
  const field t = field_multiply(x, y);
  if (!is_square || field_is_negative(t) || field_is_zero(y)) return -1;
  const affine r = {{field_multiply(field_add(y, x), field_one), field_multiply(field_subtract(y, x), field_one)},
                    field_multiply(t, field_twice_d)};
  memcpy(point, &r, sizeof r);
  return 0;
}

static void encode(uint8_t *encoding, const extended *p) {
  const field u1 = field_multiply(field_add(p->z, p->y), field_subtract(p->z, p->y)), u2 = field_multiply(p->x, p->y);
  field root;
  field_inverse_square_root(&root, field_multiply(u1, field_square(u2)));
  const field d1 = field_multiply(root, u1), d2 = field_multiply(root, u2);
  const field inverse = field_multiply(field_multiply(d1, d2), p->t);
  field x = p->x, y = p->y, denominator = d2;
  if (field_is_negative(field_multiply(p->t, inverse))) {
    x = field_multiply(p->y, field_root_of_minus_one);
    y = field_multiply(p->x, field_root_of_minus_one);
    denominator = field_multiply(d1, field_inverse_root);
  }
  if (field_is_negative(field_multiply(x, inverse))) y = field_negate(y);
  field_encode(encoding, field_absolute(field_multiply(denominator, field_subtract(p->z, y))));
}

enum { window = 5, odd_multiples = 1 << (window - 2), wide_window = 6, wide_multiples = TP_RISTRETTO_MULTIPLES };
// Tables of a block stay in a cache; those of a proof of 64 bits are 130.
enum { digits = 256, block = 64, wide_block = 130 };
_Static_assert(wide_multiples == 1 << (wide_window - 2), "a table has every odd digit of its window");
_Static_assert(sizeof(affine) == sizeof(tp_ristretto_point), "a point is an affine");

void tp_ristretto_prepare(tp_ristretto_table *table, const tp_ristretto_point *point) {
  affine first;
  memcpy(&first, point, sizeof first);
  const extended zero = identity(), one = add_affine(&zero, &first, 0), two = twice(&one);
  extended multiples[wide_multiples];
  field products[wide_multiples];  // of the denominators so far, for one inversion of all
  multiples[0] = one;
  products[0] = one.z;
  for (int k = 1; k < wide_multiples; k++) {
    multiples[k] = add(&multiples[k - 1], &two);
    products[k] = field_multiply(products[k - 1], multiples[k].z);
  }
  field inverse = field_invert(products[wide_multiples - 1]);
  for (int k = wide_multiples; k-- > 0;) {
    const extended *p = &multiples[k];
    const field z = k > 0 ? field_multiply(inverse, products[k - 1]) : inverse;
    inverse = field_multiply(inverse, p->z);
    const affine r = {{field_multiply(field_add(p->y, p->x), z), field_multiply(field_subtract(p->y, p->x), z)},
                      field_multiply(field_multiply(p->t, z), field_twice_d)};
    memcpy(&table->multiples[k], &r, sizeof r);
  }
}

// Odd digits of both signs, each followed by at least a window less one of zeros.
static void recode(int8_t *naf, const uint8_t *scalar, int bits) {
  memset(naf, 0, digits);
  int carry = 0;
  for (int at = 0; at < digits;) {
    unsigned value = scalar[at / 8] >> (at % 8);
    if (at / 8 < 31) value |= (unsigned)scalar[at / 8 + 1] << (8 - at % 8);
    const int digit = (int)(value & ((1u << bits) - 1)) + carry;
    if ((digit & 1) == 0) {
      at++;
      continue;
    }
    carry = digit >= 1 << (bits - 1);
    naf[at] = (int8_t)(carry ? digit - (1 << bits) : digit);
    at += bits;
  }
}

// A point ready to be added: y + x, y - x, z and 2dt.
typedef struct {
  field sum, difference, z, product;
} cached;

static cached cache(const extended *p) {
  const cached r = {field_multiply(field_add(p->y, p->x), field_one), field_multiply(field_subtract(p->y, p->x), field_one),
                    p->z, field_multiply(p->t, field_twice_d)};
  return r;
}

__attribute__((always_inline)) static inline extended add_cached(const extended *p, const cached *q, int negative) {
  const field a = field_multiply(field_subtract(p->y, p->x), negative ? q->sum : q->difference);
  const field b = field_multiply(field_add(p->y, p->x), negative ? q->difference : q->sum);
  const field c = field_multiply(p->t, q->product), zz = field_multiply(p->z, q->z), d = field_add(zz, zz);
  const field less = field_subtract(d, c), more = field_add(d, c);
  return from_parts(field_subtract(b, a), negative ? more : less, negative ? less : more, field_add(b, a));
}

typedef struct {
  size_t count;
  const uint8_t *scalars;
  const tp_ristretto_point *points;
} terms;

typedef struct {
  size_t count;
  const uint8_t *scalars;
  const tp_ristretto_table *tables;
} wide_terms;

// Straus's sum of a block: the doublings are shared by all its terms.
static extended block_sum(terms few, wide_terms many) {
  int8_t naf[block][digits], wide_naf[wide_block][digits];
  cached multiples[block][odd_multiples];
  for (size_t i = 0; i < few.count; i++) {
    recode(naf[i], few.scalars + 32 * i, window);
    affine first;
    memcpy(&first, &few.points[i], sizeof first);
    const extended zero = identity();
    extended multiple = add_affine(&zero, &first, 0);
    const extended two = twice(&multiple);
    for (int k = 0; k < odd_multiples; k++) {
      if (k > 0) multiple = add(&multiple, &two);
      multiples[i][k] = cache(&multiple);
    }
  }
  for (size_t i = 0; i < many.count; i++) recode(wide_naf[i], many.scalars + 32 * i, wide_window);
  const tp_ristretto_point *terms_here[wide_block + 1];
  int signs[wide_block + 1];
  extended sum = identity();
  for (int at = digits; at-- > 0;) {
    sum = twice(&sum);
    for (size_t i = 0; i < few.count; i++) {
      const int digit = naf[i][at];
      if (digit != 0) sum = add_cached(&sum, &multiples[i][(digit < 0 ? -digit : digit) / 2], digit < 0);
    }
    // Digits that are not zero come first, so that the multiples after this one can be on their way.
    size_t count = 0;
    for (size_t i = 0; i < many.count; i++) {
      const int digit = wide_naf[i][at];
      terms_here[count] = &many.tables[i].multiples[(digit < 0 ? -digit : digit) / 2];
      signs[count] = digit < 0;
      count += digit != 0;
    }
    for (size_t k = 0; k < count; k++) {
      if (k + 2 < count) {
        __builtin_prefetch(terms_here[k + 2]);
        __builtin_prefetch((const char *)terms_here[k + 2] + 64);
      }
      affine point;
      memcpy(&point, terms_here[k], sizeof point);
      sum = add_affine(&sum, &point, signs[k]);
    }
  }
  return sum;
}

void tp_ristretto_sum(uint8_t *encoding, size_t count, const uint8_t *scalars, const tp_ristretto_point *points,
                      size_t table_count, const uint8_t *table_scalars, const tp_ristretto_table *tables) {
  extended sum = identity();
  size_t done = 0, tables_done = 0;
  while (done < count || tables_done < table_count) {
    const size_t few = count - done < block ? count - done : block;
    const size_t many = table_count - tables_done < wide_block ? table_count - tables_done : wide_block;
    // Nothing may be added to a null pointer, which no terms can have.
    const terms a = {few, few > 0 ? scalars + 32 * done : 0, few > 0 ? points + done : 0};
    const wide_terms b = {many, many > 0 ? table_scalars + 32 * tables_done : 0, many > 0 ? tables + tables_done : 0};
    const extended part = block_sum(a, b);
    sum = add(&sum, &part);
    done += few;
    tables_done += many;
  }
  encode(encoding, &sum);
}
