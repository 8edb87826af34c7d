using OpenClaw.Tenancy.Testing.Probing.Passes;
using OpenClaw.Tenancy.Testing.Probing.Reports;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>Attacks a running host as a neighbour would, over HTTP and WebSockets, and reports what it found.</summary>
/// <remarks>It sends to the host alone, follows no redirection and no link, and writes into the host: give it a host of its own.</remarks>
public static class IsolationProbe
{
    /// <summary>Runs every pass with the default options.</summary>
    /// <param name="subject">The host, two tenants, and what they can store.</param>
    /// <param name="cancellationToken">Ends the run; what is left is reported as not run.</param>
    /// <returns>The report. Call <see cref="ProbeReport.ThrowIfAnyFailed"/> on it.</returns>
    /// <exception cref="ArgumentException">The subject contradicts itself.</exception>
    public static Task<ProbeReport> RunAsync(ProbeSubject subject, CancellationToken cancellationToken = default) =>
        RunAsync(subject, new ProbeOptions(), cancellationToken);

    /// <summary>Runs every pass.</summary>
    /// <param name="subject">The host, two tenants, and what they can store.</param>
    /// <param name="options">How the run is made.</param>
    /// <param name="cancellationToken">Ends the run; what is left is reported as not run.</param>
    /// <returns>The report. Call <see cref="ProbeReport.ThrowIfAnyFailed"/> on it.</returns>
    /// <exception cref="ArgumentException">The subject contradicts itself, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The client left the host: it follows redirections.</exception>
    public static async Task<ProbeReport> RunAsync(ProbeSubject subject, ProbeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(options);
        string[] errors = [.. options.Errors(), .. subject.Errors()];
        if (errors.Length != 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
        }

        var book = new FindingBook(options, [.. subject.AllEndpoints().Select(static e => e.Name)]);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(options.MaxDuration);
        using var wire = new Wire(subject, options, time.Token);
        var run = new ProbeRun(subject, options, wire, book);
        foreach (ProbePass pass in PassCatalog.All)
        {
            string? missing = pass.Missing(subject);
            if (missing is not null)
            {
                book.NotOffered(pass.RuleId, missing);
            }
            else if (book.IsStopped)
            {
                book.NotRun(pass.RuleId);
            }
            else
            {
                await RunAsync(pass, run, book, cancellationToken).ConfigureAwait(false);
            }
        }

        return book.Conclude(wire.Requests);
    }

    private static async Task RunAsync(ProbePass pass, ProbeRun run, FindingBook book, CancellationToken stop)
    {
        try
        {
            await pass.RunAsync(run).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            book.Stop(pass.RuleId, "The run was cancelled.");
        }
        catch (OperationCanceledException)
        {
            book.Stop(pass.RuleId, "The time of the run is over. Set ProbeOptions.MaxDuration, or list fewer endpoints.");
        }
        catch (ProbeStoppedException stopped)
        {
            book.Stop(pass.RuleId, stopped.Message);
        }
    }
}
