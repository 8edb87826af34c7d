using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>What belongs to no tenant, in each place of a route that means its kind; and whatever else is asked then shows it if it is in a list.</summary>
internal static class UnownedPass
{
    internal static ProbePass Pass { get; } = new(ProbeRuleIds.UnownedClosed, RunAsync)
    {
        Missing = static s => s.Unowned.Count == 0 ? "ProbeSubject.Unowned makes none." : null,
    };

    private static async Task RunAsync(ProbeRun run)
    {
        foreach (KindState kind in run.Kinds)
        {
            if (run.Subject.Unowned.GetValueOrDefault(kind.Name) is { } create)
            {
                var nobodys = new KindState(kind.Name, new ProbeKind(kind.Name, (_, mark, cancellationToken) => create(mark, cancellationToken)), kind.Names);
                await run.MakeForeignAsync(nobodys).ConfigureAwait(false);
                await run.Watch.BeginAsync().ConfigureAwait(false);
                await TryAsync(run, kind, nobodys).ConfigureAwait(false);
            }
        }
    }

    private static async Task TryAsync(ProbeRun run, KindState kind, KindState nobodys)
    {
        foreach (ProbeEndpoint endpoint in run.Attacked)
        {
            foreach ((Position position, _) in Places.MeantByRoute(run, endpoint).Where(p => ReferenceEquals(p.Kind, kind)))
            {
                await new Trial(run, ProbeRuleIds.UnownedClosed, endpoint, endpoint.Method, position with { Name = $"{position.Name}, of nobody" }, nobodys) { WithOwn = false }
                    .RunAsync().ConfigureAwait(false);
            }
        }
    }
}
