using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

internal sealed class GuardResult(Func<HttpContext, Task> refuse) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => refuse(context.HttpContext);
}
