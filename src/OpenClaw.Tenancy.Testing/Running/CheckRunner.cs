using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>Runs one check, and makes of whatever happens a verdict.</summary>
internal static class CheckRunner
{
    internal static async Task<ConformanceCheck> RunAsync(
        RunState state, StoreRule rule, StoreKind kind, StoreOperations operation, CancellationToken stop)
    {
        string? missing = kind.Offers(operation) ? rule.Missing(kind, operation) : $"The store does not offer {operation}.";
        if (missing is not null)
        {
            return Conclude(ConformanceVerdict.NotOffered, 0, missing);
        }

        if (stop.IsCancellationRequested)
        {
            return Conclude(ConformanceVerdict.NotRun, 0, "The run was cancelled.");
        }

        var run = new CheckRun(state, kind, operation);
        try
        {
            await rule.Look(run).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Conclude(ConformanceVerdict.NotRun, run.Cases, "The run was cancelled.");
        }
        catch (CheckAbortedException aborted)
        {
            run.Fail(aborted.Message);
        }
#pragma warning disable CA1031 // Reason: a check that breaks has shown nothing, and must not end the run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            run.Fail($"The check could not be made: {error.GetType().Name}: {error.Message}");
        }

        if (run.Findings.Count != 0)
        {
            return Conclude(ConformanceVerdict.Failed, run.Cases, $"{string.Join(' ', run.Findings)} {rule.Fix}");
        }

        if (run.Absence is not null)
        {
            return Conclude(ConformanceVerdict.NotOffered, run.Cases, run.Absence);
        }

        // INVARIANT: what tried nothing has shown nothing.
        return run.Cases == 0
            ? Conclude(ConformanceVerdict.Failed, 0, "Nothing could be tried, so nothing is shown.")
            : Conclude(ConformanceVerdict.Passed, run.Cases, string.Empty);

        ConformanceCheck Conclude(ConformanceVerdict verdict, int cases, string finding) =>
            new(rule.Id, rule.Statement, kind.Name, operation, verdict, cases, finding);
    }
}
