using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Brings the directory up to the end of the journal. Used by one task at a time.</summary>
internal sealed partial class JournalReading(
    IEnumerable<IDirectoryJournal> journals, TenantDirectory directory, JournalProgress progress, TimeProvider time, IOptions<SharedDirectoryOptions> options, TenancyTelemetry telemetry, ILogger<JournalReading> logger)
{
    private const string Refresh = "openclaw.tenancy.directory.refresh";

    internal JournalProgress Progress => progress;

    /// <summary>Applies every record that is there, and says how fresh the contents are. Each reading may take <see cref="SharedDirectoryOptions.ReadTimeout"/>.</summary>
    /// <exception cref="JournalUnreadableException">A record is missing or not understood.</exception>
    internal Task CatchUpAsync(CancellationToken cancellationToken) => CatchUpHeardAsync(options.Value.ReadTimeout, cancellationToken);

    /// <summary>The same at start, where nothing ages yet and everything is cold: only the host's own patience with its start counts.</summary>
    /// <exception cref="JournalUnreadableException">A record is missing or not understood.</exception>
    internal Task LoadAsync(CancellationToken cancellationToken) => CatchUpHeardAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    // A poll that finds nothing leaves no span: there are thousands of them in a day.
    private async Task CatchUpHeardAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        long before = directory.AppliedSequence;
        DateTimeOffset began = time.GetUtcNow();
        try
        {
            await CatchUpAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            Trace(began, isRead: false);
            throw;
        }

        if (directory.AppliedSequence != before)
        {
            Trace(began, isRead: true);
        }
    }

    // SECURITY: what is said of a failure is that it was one. Its text may hold an address or a part of a record.
    private void Trace(DateTimeOffset began, bool isRead)
    {
        using Activity? span = telemetry.Spans.StartActivity(ActivityKind.Internal, startTime: began, name: Refresh);
        span?.SetTag(TenancyTelemetry.OutcomeTag, isRead ? "ok" : "failed").SetStatus(isRead ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
    }

    private async Task CatchUpAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        int max = options.Value.PageSize;
        int count;
        DateTimeOffset readAt;
        do
        {
            // SECURITY: the moment before the question. What was appended while the answer was under way is not in it.
            readAt = time.GetUtcNow();
            IReadOnlyList<DirectoryRecord> page = await ReadAsync(max, patience, cancellationToken).ConfigureAwait(false);
            count = page.Count;
            foreach (DirectoryRecord record in page)
            {
                Apply(record);
            }
        }
        while (count >= max);
        directory.ReportRefreshed(readAt);
    }

    // That there is a journal is checked with the options, beside their other errors.
    // A connection that nobody answers on must not keep the next attempt from being made.
    private async Task<IReadOnlyList<DirectoryRecord>> ReadAsync(int max, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await journals.Last().ReadAsync(directory.AppliedSequence, max, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The journal did not answer within SharedDirectoryOptions.ReadTimeout.");
        }
    }

    private void Apply(DirectoryRecord record)
    {
        DirectoryOutcome outcome = directory.Apply(record, out DirectoryRefusal? refusal);
        switch (outcome)
        {
            case DirectoryOutcome.Applied:
                break;
            case DirectoryOutcome.Refused:
                LogRefused(logger, record.Sequence, refusal!.Message);
                break;
            default:
                throw new JournalUnreadableException(refusal?.Message ?? "A record of the journal is not understood.");
        }

        progress.Advance(record.Sequence, refusal);
    }

    [LoggerMessage(EventId = 2104, EventName = "SharedDirectoryChangeRefused", Level = LogLevel.Warning, Message = "OCT2104: record {Sequence} of the shared tenant directory changes nothing, in every process alike: {Reason}")]
    private static partial void LogRefused(ILogger logger, long sequence, string reason);
}
