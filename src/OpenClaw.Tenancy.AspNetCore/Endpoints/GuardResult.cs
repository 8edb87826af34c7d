using Microsoft.AspNetCore.Mvc;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

internal sealed class GuardResult : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => EndpointGuard.RefuseAsync(context.HttpContext);
}
