using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

[ApiController]
[Route("controller")]
[RequireTenantScope("operator.read")]
public sealed class ThingsController : ControllerBase
{
    [HttpGet]
    public ActionResult<string> List() => "list";

    [HttpGet("{id}")]
    [OwnedBy<Thing>("id")]
    public ActionResult<string> Get(string id) => id;

    [HttpPost]
    [RequireTenantScope("operator.write")]
    public ActionResult<string> Create() => "created";
}
