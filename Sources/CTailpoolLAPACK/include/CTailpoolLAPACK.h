#ifndef C_TAILPOOL_LAPACK_H
#define C_TAILPOOL_LAPACK_H

#endif
