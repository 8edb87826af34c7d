using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>More routes of the leaky host: what it says of tenants, notes below boards, and approvals.</summary>
public sealed class TenantRoutes(Door door, NoteTable notes, NoteTable boards)
{
    /// <summary>The name of the owner, which nobody else is to read.</summary>
    public const string NameOfOwner = "Acme Europe of Ghent";

    private static readonly KeyValuePair<string, string>[] Names = [new("acme", "Acme of Akron"), new("acme-eu", NameOfOwner)];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tenants", ListAsync);
        routes.MapGet("/boards/{board}/notes/{id}", (HttpContext c, string board, string id) => door.With(c, t => Below(t, board, id)));
        routes.MapPost("/notes/{id}/approval", (HttpContext c, string id) => door.With(c, t => Approve(t, id)));
    }

    // A second parameter, because what takes a context alone is a request delegate, whose result is thrown away.
    private Task<IResult> ListAsync(HttpContext context, int? limit) =>
        door.With(context, t => Results.Json(Names.Where(n => n.Key == t || door.Is("tenants-listed")).Select(static n => n.Value).Take(limit ?? 1000)));

    private IResult Below(string tenant, string board, string id) =>
        boards.Own(tenant, board, anybodys: false) is not null && notes.Own(tenant, id, door.Is("child-unchecked")) is { } note ? Note.Show(note) : door.Absent();

    private IResult Approve(string tenant, string id)
    {
        if (notes.Own(tenant, id, door.Is("approval-unchecked")) is not { } note)
        {
            return door.Absent();
        }

        notes.Set(note with { IsApproved = true });
        return Results.NoContent();
    }
}
