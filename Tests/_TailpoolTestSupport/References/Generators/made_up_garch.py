"""GARCH filters, fits and DCC of made-up returns by NumPy and arch; writes garch_fhs.json and dcc_filter.json of ../Tables/made-up.

Made with NumPy 2.4.6 and arch 8.0.0. The filter starts at the sample variance about zero; arch starts its own at a weighted
mean of the first squares, which moves parameters of two thousand days by less than 1e-3.
"""
import math

import arch
import numpy as np

import made_up

fixed = {"omega": 0.1, "alpha": 0.1, "beta": 0.85}


def path(seed, days, omega, alpha, beta, degrees):
    draw, variance, rows = made_up.Draw(seed), omega / (1 - alpha - beta), []
    for _ in range(days):
        rows.append(round(math.sqrt(variance) * draw.student(degrees), 5))
        variance = omega + alpha * rows[-1] ** 2 + beta * variance
    return rows


def filtered(tag, rows):
    r = np.array(rows)
    h = np.empty(len(r) + 1)
    h[0] = np.var(r)
    for t in range(len(r)):
        h[t + 1] = fixed["omega"] + fixed["alpha"] * r[t] ** 2 + fixed["beta"] * h[t]
    now = h[:-1]
    losses = np.sort(-r / np.sqrt(now) * math.sqrt(h[-1]))[::-1]
    tail = 0.01 * len(losses)
    whole = int(tail)
    shortfall = (losses[:whole].sum() + (tail - whole) * losses[whole]) / tail
    case = {"tag": tag, "returns_pct": rows, "fixed": fixed | {
        "loglik": float(-0.5 * (np.log(2 * np.pi) + np.log(now) + r**2 / now).sum()), "h_last5": h[-5:].tolist(),
        "fhs_VaR99_pct": float(losses[whole]), "fhs_ES99_pct": float(shortfall)}}
    for key, law in [("arch_mle", "normal"), ("arch_mle_t", "t")]:
        fit = arch.arch_model(r, mean="Zero", vol="GARCH", p=1, q=1, dist=law, rescale=False).fit(
            disp="off", tol=1e-12, options={"maxiter": 2000})
        case[key] = {"omega": fit.params["omega"], "alpha": fit.params["alpha[1]"], "beta": fit.params["beta[1]"],
                     "loglik": fit.loglikelihood} | ({"nu": fit.params["nu"]} if law == "t" else {})
        print(tag, law, dict(fit.params))
    return case


def correlation(tag, z, a, b):
    z = np.array(z)
    mean = z.T @ z / len(z)
    q, likelihood = mean.copy(), 0.0

    def normalized(matrix):
        root = np.sqrt(np.diag(matrix))
        return matrix / np.outer(root, root)

    for row in z:
        last = normalized(q)
        likelihood += -0.5 * (math.log(np.linalg.det(last)) + row @ np.linalg.solve(last, row) - row @ row)
        q = (1 - a - b) * mean + a * np.outer(row, row) + b * q
    return {"tag": tag, "z": z.tolist(), "a": a, "b": b, "R_last_in_sample": last.tolist(), "R_next": normalized(q).tolist(),
            "corr_loglik": float(likelihood)}


if __name__ == "__main__":
    meta = {"source": f"numpy {np.__version__}, arch {arch.__version__}"}
    made_up.write("garch_fhs.json", meta | {"what": "GARCH(1,1) filter, filtered historical VaR and ES, and arch's fits"}, [
        filtered("fat tails, 2,190 days", path(21, 2190, 0.35, 0.09, 0.88, 5)),
        filtered("thinner tails, 2,013 days", path(22, 2013, 0.02, 0.07, 0.91, 9))])
    made_up.write("dcc_filter.json", meta | {"what": "DCC(1,1) on given residuals, started at their mean product"}, [
        correlation("3 assets", [[50 * v for v in row] for row in made_up.returns(23, 244, 3)], 0.05, 0.9),
        correlation("4 assets", [[40 * v for v in row] for row in made_up.returns(24, 200, 4)], 0.03, 0.94)])
