using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A controller that says where the id is from.</summary>
[Route("route")]
[RequireTenantScope("operator.read")]
public sealed class RouteController : Controller
{
    [HttpPost("{id}")]
    [OwnedBy<Thing>("id")]
    public string Edit([FromRoute] string id) => id;
}
