using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>Cursors that the owner was given, in the stranger's hand.</summary>
internal static class CursorPass
{
    private static readonly ImmutableArray<string> Sizes = ["limit", "page_size", "pageSize", "size", "take"];
    private static readonly ImmutableArray<string> Cursors = ["cursor", "next_cursor", "nextCursor", "after", "before", "page_token", "pageToken", "continuation"];

    // What stands in the name of a member that leads to the next page.
    private static readonly ImmutableArray<string> Words = ["cursor", "next", "continuation", "token", "after"];

    internal static ProbePass Pass { get; } = new(ProbeRuleIds.CursorBound, RunAsync);

    private static async Task RunAsync(ProbeRun run)
    {
        // So that a page of one has a next one.
        foreach (KindState kind in run.Kinds)
        {
            await run.MakeMoreAsync(kind).ConfigureAwait(false);
        }

        foreach (ProbeEndpoint endpoint in run.Attacked.Where(static e => e.Method == "GET" && !e.IsOpen && e.Path.Parameters.Count == 0))
        {
            foreach (string size in Sizes)
            {
                string first = $"{endpoint.Pattern}?{size}=1";
                ProbeAnswer page = await run.Wire.SendAsync(run.Subject.Owner, new ProbeRequest("GET", first, null, [])).ConfigureAwait(false);
                foreach (string cursor in page.IsSuccess ? Find(page.Body) : [])
                {
                    await TryAsync(run, endpoint, size, cursor).ConfigureAwait(false);
                }
            }
        }

        await run.Watch.BeginAsync().ConfigureAwait(false);
    }

    private static async Task TryAsync(ProbeRun run, ProbeEndpoint endpoint, string size, string cursor)
    {
        foreach (string name in Cursors)
        {
            RequestDraft draft = await run.DraftAsync(endpoint, "GET").ConfigureAwait(false);
            draft.Query.AddRange([(size, "1"), (name, cursor)]);
            run.Book.Try(ProbeRuleIds.CursorBound, endpoint.Name);
            ProbeAnswer answer = await run.AskAsync(run.Subject.Stranger, draft, $"query {name}, a cursor of the owner").ConfigureAwait(false);
            if (answer.IsSuccess && run.Foreign.Find(answer.Body) is { } needle)
            {
                run.Book.Fail(ProbeRuleIds.CursorBound, endpoint.Name, $"query {name}", "any", $"A cursor of the owner gave '{needle}'");
            }
        }
    }

    private static bool IsCursor(string member) => Words.Any(w => member.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Find(string body)
    {
        try
        {
            using var parsed = JsonDocument.Parse(body);
            return parsed.RootElement.ValueKind != JsonValueKind.Object ? []
                :
                [
                    .. parsed.RootElement.EnumerateObject()
                        .Where(static m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                        .Where(static m => IsCursor(m.Name))
                        .Select(static m => m.Value.ToString()),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
