using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>A controller of the leaky host, whose parameters have names that nobody guesses.</summary>
[ApiController]
[Route("cards")]
public sealed class CardsController(Door door, NoteTable notes) : ControllerBase
{
    [HttpGet]
    public Task<IResult> Show([FromQuery(Name = "about")] string? note) => AboutAsync(note, "action-query-unchecked");

    [HttpGet("current")]
    public Task<IResult> ShowCurrent([FromHeader(Name = "X-About")] string? note) => AboutAsync(note, "action-header-unchecked");

    [HttpPost]
    public Task<IResult> Add(Card card) => AboutAsync(card.About, "action-body-unchecked");

    private Task<IResult> AboutAsync(string? note, string hole) =>
        door.With(HttpContext, t => notes.Own(t, note ?? string.Empty, door.Is(hole)) is { } own ? Note.Show(own) : door.Absent());
}
