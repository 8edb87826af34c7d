using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>How the leaky host makes notes and boards.</summary>
public sealed class NoteMaker(Door door)
{
    private readonly ConcurrentDictionary<(string Tenant, string Key), Note> _made = new();

    public async Task<IResult> AddAsync(HttpContext context, NoteTable table)
    {
        (string? tenant, IResult? refusal) = door.Enter(context);
        if (tenant is null)
        {
            return refusal!;
        }

        JsonObject body = await BodyAsync(context);
        string owner = door.Is("tenant-from-body") && Text(body, "tenant_id") is { } named ? named : tenant;
        string title = Text(body, "title") ?? "untitled";
        if (door.Is("name-taken-by-another") && table.All().Any(n => n.Tenant != owner && n.Title == title && title != "untitled"))
        {
            return Results.Json(new { code = "name_taken" }, statusCode: 409);
        }

        string key = context.Request.Headers["Idempotency-Key"].ToString();
        return Note.Show(key.Length == 0 ? table.Add(owner, title)
            : _made.GetOrAdd((door.Is("idempotency-key-of-all") ? string.Empty : owner, key), _ => table.Add(owner, title)));
    }

    public static async Task<JsonObject> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string text = await reader.ReadToEndAsync();
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    public static string? Text(JsonObject body, string name) => body[name] is JsonValue value ? value.ToString() : null;
}
