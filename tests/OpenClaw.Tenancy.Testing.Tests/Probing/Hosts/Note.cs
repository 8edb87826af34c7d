using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>What the leaky host keeps.</summary>
public sealed record Note(string Id, string Tenant, string Title, long Number)
{
    public bool IsApproved { get; init; }

    public static IResult Show(Note note) => Results.Json(new { id = note.Id, title = note.Title, approved = note.IsApproved });
}
