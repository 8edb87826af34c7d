using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>A controller without routes of its own, which says nothing of where most of its parameters come from.</summary>
public sealed class ShelvesController : ControllerBase
{
    [BindProperty(Name = "wing", SupportsGet = true)]
    public string? Wing { get; set; }

    [HttpGet]
    public IResult Show(string id, ShelfPlace place, [FromHeader(Name = "X-Shelf")] string? shelf, [FromQuery] List<string> tags, CancellationToken cancellationToken) =>
        Results.Json(new { id, place, shelf, tags, Wing });

    [HttpPost]
    public IResult Move(string id, [FromBody] ShelfPlace place) => Results.Json(new { id, place });
}
