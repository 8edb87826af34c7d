using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A controller as views have them: its parameters may come from a form.</summary>
[Route("form")]
[RequireTenantScope("operator.read")]
public sealed class FormController : Controller
{
    [HttpPost("{id}")]
    [OwnedBy<Thing>("id")]
    public string Edit(string id) => id;
}
