using OpenClaw.Tenancy.Testing.Reports;
using OpenClaw.Tenancy.Testing.Rules;
using OpenClaw.Tenancy.Testing.Running;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing;

/// <summary>Tries a host's store as hostile neighbours would, and reports what it found.</summary>
public static class TenantStoreConformance
{
    /// <summary>Runs every check with the default options.</summary>
    /// <param name="subject">Speaks for the store, which is empty.</param>
    /// <param name="cancellationToken">Ends the run; the checks that are left are reported as not run.</param>
    /// <returns>The report. Call <see cref="ConformanceReport.ThrowIfAnyFailed"/> on it.</returns>
    /// <exception cref="ArgumentException">The subject's kinds contradict themselves.</exception>
    public static Task<ConformanceReport> RunAsync(ITenantStoreSubject subject, CancellationToken cancellationToken = default) =>
        RunAsync(subject, new ConformanceOptions(), cancellationToken);

    /// <summary>Runs every check.</summary>
    /// <param name="subject">Speaks for the store, which is empty.</param>
    /// <param name="options">How the run is made.</param>
    /// <param name="cancellationToken">Ends the run; the checks that are left are reported as not run.</param>
    /// <returns>The report. Call <see cref="ConformanceReport.ThrowIfAnyFailed"/> on it.</returns>
    /// <exception cref="ArgumentException">The subject's kinds contradict themselves, or an option is out of its range.</exception>
    public static async Task<ConformanceReport> RunAsync(ITenantStoreSubject subject, ConformanceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(options);
        StoreKind[] kinds = [.. subject.Kinds];
        RequireSound(kinds, options);
        var world = new KitWorld(kinds, subject.Configure);
        await using (world.ConfigureAwait(false))
        {
            var elsewhere = new KitWorld(kinds, static _ => { });
            await using (elsewhere.ConfigureAwait(false))
            {
                await subject.PrepareAsync(world.Services, cancellationToken).ConfigureAwait(false);
                var probe = new Probe(subject, options.OperationTimeout, cancellationToken);
                var state = new RunState(world, elsewhere, probe, options);
                var checks = new List<ConformanceCheck>();
                foreach (StoreKind kind in kinds)
                {
                    foreach (StoreRule rule in RuleCatalog.All)
                    {
                        foreach (StoreOperations operation in rule.Operations)
                        {
                            checks.Add(await CheckRunner.RunAsync(state, rule, kind, operation, cancellationToken).ConfigureAwait(false));
                        }
                    }
                }

                return new ConformanceReport(checks, options.Seed, probe.Calls);
            }
        }
    }

    private static void RequireSound(StoreKind[] kinds, ConformanceOptions options)
    {
        List<string> errors = [.. options.Errors(), .. kinds.SelectMany(static k => k.Errors())];
        if (kinds.Length == 0)
        {
            errors.Add("The subject declares no kind of object. Name at least one in ITenantStoreSubject.Kinds.");
        }

        if (kinds.DistinctBy(static k => k.Name, StringComparer.Ordinal).Count() != kinds.Length)
        {
            errors.Add("Two kinds have the same name. Give each kind its own.");
        }

        if (errors.Count != 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
        }
    }
}
