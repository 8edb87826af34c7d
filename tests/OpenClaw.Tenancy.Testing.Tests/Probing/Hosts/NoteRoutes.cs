using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OpenClaw.Tenancy.AspNetCore.Endpoints;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>The routes of the leaky host. Each is right, but for the one hole.</summary>
public sealed class NoteRoutes(Door door, NoteTable notes, NoteTable boards, NoteMaker maker)
{
    private readonly ConcurrentDictionary<string, Note> _cache = new();
    private readonly ConcurrentDictionary<string, bool> _permits = new();
    private string? _current;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static () => "ok").WithMetadata(new AllowTenantlessAttribute("a probe of liveness has no credential"));
        routes.MapPost("/notes", Answered(c => maker.AddAsync(c, notes)));
        routes.MapPost("/boards", Answered(c => maker.AddAsync(c, boards)));
        routes.MapGet("/notes", ListAsync);
        routes.MapGet("/notes/{id}", (HttpContext c, string id) => ReadAsync(c, id));
        routes.MapPut("/notes/{id}", WriteAsync);
        routes.MapDelete("/notes/{id}", (HttpContext c, string id) => Delete(c, id, door.Is("delete-unchecked")));
        routes.MapPost("/notes/{id}", (HttpContext c, string id) => OverrideAsync(c, id));
        routes.MapGet("/notes/{id}/export", (HttpContext c, string id) => door.With(c, t => notes.Own(t, id, door.Is("export-unchecked")) is { } n ? Results.Text(n.Title) : door.Absent()));
        routes.MapPost("/notes/bulk", Answered(BulkAsync));
        routes.MapPost("/copies", Answered(CopyAsync));
        routes.MapGet("/boards/{id}", (HttpContext c, string id, string? note) => door.With(c, t => Board(t, id, note)));
        routes.MapGet("/current", (HttpContext c, [FromHeader(Name = "X-Note-Id")] string? note) => door.With(c, t => notes.Own(t, note ?? string.Empty, door.Is("header-unchecked")) is null ? door.Absent() : Results.NoContent()));
    }

    /// <summary>What answers methods that no route states.</summary>
    public Task AnswerOtherMethodsAsync(HttpContext context, RequestDelegate next)
    {
        bool due = (door.Is("head-answers") && HttpMethods.IsHead(context.Request.Method)) || (door.Is("options-tell") && HttpMethods.IsOptions(context.Request.Method));
        if (!due || context.Request.Path.Value?.Split('/') is not ["", "notes", { } id])
        {
            return next(context);
        }

        context.Response.StatusCode = notes.Find(id) is null ? 404 : 204;
        return Task.CompletedTask;
    }

    // As a handler, and not as a request delegate, which would throw its result away.
    private static Delegate Answered(Func<HttpContext, Task<IResult>> handle) => handle;

    private async Task<IResult> ListAsync(HttpContext context, int? limit, string? cursor)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            return refusal!;
        }

        if (door.Is("tenant-in-a-static"))
        {
            _current = tenant;
            await Task.Delay(2);
            tenant = _current;
        }

        string[] place = (cursor ?? $"{tenant}:0").Split(':');
        if (place is not [{ } of, { } after] || !long.TryParse(after, out long number) || (of != tenant && !door.Is("cursor-of-anybody")))
        {
            return Results.Json(new { code = "invalid_request" }, statusCode: 400);
        }

        Note[] all = notes.All();
        Note[] own = [.. all.Where(n => door.Is("list-unfiltered") || of == "*" || n.Tenant == of || (door.Is("names-that-begin-alike") && n.Tenant.StartsWith(of, StringComparison.Ordinal)))];
        Note[] found = [.. own.Where(n => n.Number > number).Take(limit ?? 1000)];
        return Results.Json(new { total = door.Is("total-of-all") ? all.Length : own.Length, notes = found.Select(static n => new { id = n.Id, title = n.Title }), next_cursor = found is [.., { } last] && limit is not null ? $"{of}:{last.Number}" : null });
    }

    private async Task<IResult> ReadAsync(HttpContext context, string id)
    {
        if (door.Is("looked-up-before-refused"))
        {
            notes.Find(id);
        }

        (string? tenant, IResult? refusal) = door.Enter(context);
        return tenant is null ? refusal! : await Task.FromResult(Misread(context, tenant, id) ?? Decide(tenant, id));
    }

    private IResult Decide(string tenant, string id)
    {
        if (door.Is("permit-reused") && _permits.ContainsKey(tenant) && notes.Find(id) is { } permitted)
        {
            return Note.Show(permitted);
        }

        string? owner = notes.OwnerOf(id);
        if (owner != tenant && !(door.Is("unowned-is-shared") && owner == NoteTable.Nobody))
        {
            return door.Absent();
        }

        _permits[tenant] = true;
        Note note = notes.Find(id)!;
        _cache[id] = note;
        return Note.Show(note);
    }

    // What is wrong with one note of somebody else, and with texts that are nearly an id.
    private IResult? Misread(HttpContext context, string tenant, string id)
    {
        Note? any = door.Is("read-unchecked") || door.Is("loaded-before-decided") ? notes.Find(id) : Loaded(id, tenant);
        Note? near = notes.All().FirstOrDefault(n => n.Tenant != tenant && IsNear(n.Id, id));
        return any switch
        {
            { } when door.Is("read-unchecked") => Note.Show(any),
            { } when door.Is("status-tells") => door.Refuse(403, "forbidden"),
            { } when door.Is("header-tells") => Told(context),
            { } when door.Is("body-tells") => door.Refuse(404, "not_yours"),
            { } when door.Is("length-tells") => Longer(),
            { } when door.Is("error-names-the-owner") => door.Refuse(404, $"{any.Title} is not yours"),
            { } when door.Is("etag-tells") && context.Request.Headers.IfNoneMatch.Count != 0 => Results.StatusCode(304),
            { } when door.Is("loaded-before-decided") && any.Tenant != tenant => Again(id),
            { } when door.Is("no-record") => Miscounted(-1),
            { } when door.Is("two-records") => Miscounted(1),
            _ when door.Is("cache-without-tenant") && _cache.TryGetValue(id, out Note? cached) => Note.Show(cached),
            _ when door.Is("fails-on-malformed") && id.Contains('*') => throw new FormatException("no pattern, please"),
            _ => near is null ? null : Note.Show(near),
        };
    }

    private Note? Loaded(string id, string tenant) => notes.OwnerOf(id) is { } owner && owner != tenant ? notes.Find(id) : Reread(id);

    // As many calls as for a foreign one.
    private Note? Reread(string id)
    {
        notes.Find(id);
        return null;
    }

    private bool IsNear(string stored, string asked) =>
        (door.Is("id-case-folded") && asked != stored && asked.Equals(stored, StringComparison.OrdinalIgnoreCase))
        || (door.Is("id-prefix") && asked.Length is > 10 and < 17 && stored.StartsWith(asked, StringComparison.Ordinal))
        || (door.Is("names-joined") && asked.StartsWith("eu-", StringComparison.Ordinal) && asked["eu-".Length..] == stored)
        || (door.Is("id-pattern") && asked.EndsWith('_') && stored.StartsWith(asked[..^1], StringComparison.Ordinal))
        || (door.Is("id-list-looks-at-the-first") && asked.Contains(',') && asked.Split(',')[^1] == stored)
        || (door.Is("id-with-a-way-up") && asked.Contains("..") && Uri.UnescapeDataString(asked).Split('/')[^1] == stored);

    private IResult Told(HttpContext context)
    {
        context.Response.Headers["X-Owner"] = "other";
        return door.Absent();
    }

    private IResult Longer()
    {
        door.Absent();
        return Results.Text("{\"code\":\"not_found\"} ", "application/json; charset=utf-8", null, 404);
    }

    private IResult Again(string id)
    {
        notes.Find(id);
        notes.Find(id);
        return door.Absent();
    }

    private IResult Miscounted(int by)
    {
        IResult refusal = door.Absent();
        door.Miscount(by);
        return refusal;
    }

    private async Task<IResult> WriteAsync(HttpContext context, string id)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            return refusal!;
        }

        if (notes.Own(tenant, id, door.Is("write-unchecked")) is not { } note)
        {
            return door.Absent();
        }

        Note changed = note with { Title = NoteMaker.Text(await NoteMaker.BodyAsync(context), "title") ?? "changed" };
        notes.Set(changed);
        return door.Is("write-unchecked") ? Results.NoContent() : Note.Show(changed);
    }

    private Task<IResult> Delete(HttpContext context, string id, bool anybodys) => door.With(context, tenant =>
    {
        if (notes.Own(tenant, id, anybodys) is null)
        {
            return door.Absent();
        }

        notes.Remove(id);
        return Results.NoContent();
    });

    private Task<IResult> OverrideAsync(HttpContext context, string id) =>
        door.Is("method-override") && context.Request.Headers["X-HTTP-Method-Override"] == "DELETE"
            ? Delete(context, id, anybodys: true)
            : door.With(context, t => notes.Own(t, id, anybodys: false) is { } n ? Note.Show(n) : door.Absent());

    private async Task<IResult> BulkAsync(HttpContext context)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            return refusal!;
        }

        string[] ids = [.. ((await NoteMaker.BodyAsync(context))["note_ids"] as JsonArray ?? []).Select(static n => n?.ToString() ?? string.Empty)];
        Note?[] found = [.. ids.Select((id, i) => notes.Own(tenant, id, anybodys: i > 0 && door.Is("bulk-looks-at-the-first")))];
        return found.Any(static n => n is null) ? door.Absent() : Results.Json(new { notes = found.Select(static n => n!.Title) });
    }

    private async Task<IResult> CopyAsync(HttpContext context)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            return refusal!;
        }

        string id = NoteMaker.Text(await NoteMaker.BodyAsync(context), "note_id") ?? string.Empty;
        return notes.Own(tenant, id, door.Is("copy-unchecked")) is { } note ? Note.Show(notes.Add(tenant, note.Title)) : door.Absent();
    }

    private IResult Board(string tenant, string id, string? note)
    {
        if (boards.Own(tenant, id, anybodys: false) is not { } board)
        {
            return door.Absent();
        }

        Note? shown = note is null ? null : notes.Own(tenant, note, door.Is("query-unchecked"));
        return Results.Json(new { id = board.Id, title = board.Title, note = shown?.Title });
    }
}
