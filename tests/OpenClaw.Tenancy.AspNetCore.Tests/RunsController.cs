using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

[ApiController]
[Route("controlled/{run}")]
[RecordsRun("run")]
public sealed class RunsController : ControllerBase
{
    [HttpGet]
    [RequireTenantScope("operator.read")]
    public string Get([FromRoute] string run) => run;
}
