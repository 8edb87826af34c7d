using Microsoft.AspNetCore.Mvc;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A controller whose action takes a model, and the model takes an id from wherever there is one.</summary>
[Route("model")]
[RequireTenantScope("operator.read")]
public sealed class ModelController : Controller
{
    [HttpPost("{id}")]
    [OwnedBy<Thing>("id")]
    public string Edit(ThingModel model) => model.Id;

    public sealed class ThingModel
    {
        public string Id { get; set; } = "";
    }
}
