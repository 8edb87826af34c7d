using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.AspNetCore.Problems;

internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => problem.WriteAsync(httpContext);
}
