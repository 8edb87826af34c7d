using System.Text;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>The stranger's credential, and the owner's tenant wherever a request can name one: alone, and beside an object of the owner.</summary>
internal static class SelectorPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.SelectorsAgree, RunAsync);

    /// <summary>Where the name of a host can say a tenant.</summary>
    internal static IEnumerable<Position> Hosts(ProbeRun run) => ((string[])["Host", "X-Forwarded-Host"]).Select(header =>
        new Position($"header {header}", (draft, value, _) => draft.Headers.Add((header, $"{value}.{run.Wire.Address.Host}"))));

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (ProbeEndpoint endpoint in run.Attacked.Where(static e => !e.IsOpen))
        {
            Position[] selectors = [.. Selectors(run, endpoint)];
            foreach (Position selector in selectors)
            {
                await new Trial(run, ProbeRuleIds.SelectorsAgree, endpoint, endpoint.Method, selector, run.Tenants) { OwesRecord = false }.RunAsync().ConfigureAwait(false);
                foreach ((Position position, KindState kind) in Places.MeantByRoute(run, endpoint).Where(static p => !p.Kind.IsTenants))
                {
                    Position both = position.With(selector.Name, draft => selector.Put(draft, run.Tenants.Foreign.Id, run.Tenants.Own.Id));
                    await new Trial(run, ProbeRuleIds.SelectorsAgree, endpoint, endpoint.Method, both, kind) { WithOwn = false, OwesRecord = false }.RunAsync().ConfigureAwait(false);
                }
            }

            if (!endpoint.IsSafe)
            {
                await run.Watch.LookAsync(null, endpoint.Name, "all selectors").ConfigureAwait(false);
            }
        }

        await TwistAsync(run).ConfigureAwait(false);
    }

    // Texts that are nearly the owner's tenant, or every tenant, on what the owner would be shown.
    private static async Task TwistAsync(ProbeRun run)
    {
        string id = run.Tenants.Foreign.Id;
        string[] texts = [Testing.Running.Names.Upper(id), $" {id}", $"{id}.", $"{id}\u200b", $"[\"{id}\"]", $"../{id}", $"{id}/../{id}", $"{id};", "*", "%", "null", "default", "platform", string.Empty];
        foreach (ProbeEndpoint endpoint in run.Watch.Watched.Select(static w => w.Endpoint).Where(run.IsAttacked).Distinct().ToArray())
        {
            foreach (string text in texts)
            {
                // A client writes nothing but ASCII into a header.
                IEnumerable<Position> headers = Ascii.IsValid(text) ? run.Options.SelectorHeaders.Select(Position.Header) : [];
                foreach (Position place in headers.Concat(run.Options.SelectorNames.Select(Position.Query)))
                {
                    RequestDraft draft = await run.DraftAsync(endpoint, endpoint.Method).ConfigureAwait(false);
                    place.Put(draft, text, string.Empty);
                    run.Book.Try(ProbeRuleIds.SelectorsAgree, endpoint.Name);
                    await run.AskAsync(run.Subject.Stranger, draft, $"{place.Name}: '{text}'").ConfigureAwait(false);
                }
            }
        }
    }

    private static IEnumerable<Position> Selectors(ProbeRun run, ProbeEndpoint endpoint)
    {
        foreach (string header in run.Options.SelectorHeaders)
        {
            yield return Position.Header(header);
        }

        if (run.Options.SelectorHeaders is [{ } first, ..])
        {
            yield return new Position($"header {first} as a list", (draft, value, own) => draft.Headers.Add((first, $"{own}, {value}")));
        }

        foreach (Position host in Hosts(run))
        {
            yield return host;
        }

        foreach (string name in run.Options.SelectorNames)
        {
            yield return Position.Query(name);
            if (endpoint.TakesBody)
            {
                yield return Position.Member(name);
            }
        }
    }
}
