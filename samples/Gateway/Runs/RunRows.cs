using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The steps that changes of a run are made of. Each takes the row that it counts in first, so that two who write at once wait for each other.</summary>
internal static class RunRows
{
    private const int MaxEvents = 4096;
    private const int DropAtOnce = MaxEvents / 4;

    internal static IQueryable<RunRow> OpenRuns(this GatewayDb db, string id) => db.Runs.Where(r => r.Id == id && r.EndedAt == null);

    internal static Task<RunRow?> FindRunAsync(this GatewayDb db, string id, CancellationToken cancellationToken) =>
        db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);

    /// <summary>Adds a message; false when the session is gone.</summary>
    internal static async Task<bool> AddMessageAsync(this GatewayDb db, string sessionId, Message message, CancellationToken cancellationToken)
    {
        IQueryable<SessionRow> session = db.Sessions.Where(s => s.Id == sessionId);
        if (await session.ExecuteUpdateAsync(
            s => s.SetProperty(static r => r.Messages, static r => r.Messages + 1).SetProperty(static r => r.UpdatedAt, message.CreatedAt), cancellationToken) == 0)
        {
            return false;
        }

        db.Add(new MessageRow
        {
            SessionId = sessionId,
            Number = await session.Select(static s => s.Messages).SingleAsync(cancellationToken),
            Role = message.Role,
            Content = message.Content,
            CreatedAt = message.CreatedAt,
            RunId = message.RunId,
        });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    internal static Task<string?> FindReplyAsync(this GatewayDb db, RunRow run, CancellationToken cancellationToken) =>
        db.Messages.Where(m => m.SessionId == run.SessionId && m.RunId == run.Id && m.Role == Message.Assistant)
            .Select(static m => m.Content).SingleOrDefaultAsync(cancellationToken);

    /// <summary>A run and its events after a certain one, of one moment.</summary>
    internal static async Task<(RunRow Run, List<RunEventRow> Events)?> FindRunWithEventsAsync(
        this GatewayDb db, string id, long after, int limit, CancellationToken cancellationToken)
    {
        var found = await db.Runs.AsNoTracking().Where(r => r.Id == id)
            .Select(r => new { Run = r, Events = db.RunEvents.Where(e => e.RunId == r.Id && e.Number > after).OrderBy(e => e.Number).Take(limit).ToList() })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Run, found.Events);
    }

    /// <summary>Adds events; false when the run has ended or is gone.</summary>
    internal static async Task<bool> AddEventsAsync(this GatewayDb db, string id, IReadOnlyList<RunEvent> happened, CancellationToken cancellationToken)
    {
        long more = happened.Count;
        if (await db.OpenRuns(id).ExecuteUpdateAsync(s => s.SetProperty(static r => r.Events, r => r.Events + more), cancellationToken) == 0)
        {
            return false;
        }

        if (more != 0)
        {
            long last = await db.Runs.Where(r => r.Id == id).Select(static r => r.Events).SingleAsync(cancellationToken);
            await db.KeepEventsAsync(id, happened, last, cancellationToken);
        }

        return true;
    }

    /// <summary>Ends a run with its last event; null when it has ended before or is gone.</summary>
    internal static async Task<RunRow?> EndRunAsync(
        this GatewayDb db, string id, RunStatus status, TokenUsage usage, DateTimeOffset now, RunFailure failure, CancellationToken cancellationToken)
    {
        DateTimeOffset? endedAt = now;
        int ended = await db.OpenRuns(id).ExecuteUpdateAsync(
            s => s.SetProperty(static r => r.Status, status)
                .SetProperty(static r => r.EndedAt, endedAt)
                .SetProperty(static r => r.InputTokens, usage.InputTokens)
                .SetProperty(static r => r.OutputTokens, usage.OutputTokens)
                .SetProperty(static r => r.Events, static r => r.Events + 1),
            cancellationToken);
        if (ended == 0 || await db.FindRunAsync(id, cancellationToken) is not { } row)
        {
            return null;
        }

        await db.KeepEventsAsync(id, [RunEvents.Last(row.ToRun(), failure)], row.Events, cancellationToken);
        return row;
    }

    private static async Task KeepEventsAsync(this GatewayDb db, string id, IReadOnlyList<RunEvent> happened, long last, CancellationToken cancellationToken)
    {
        long before = last - happened.Count;
        db.AddRange(happened.Select((e, i) => RunEventRow.Of(e, before + i + 1)));
        await db.SaveChangesAsync(cancellationToken);
        if (last > MaxEvents && before / DropAtOnce != last / DropAtOnce)
        {
            // Who resumes from before the kept ones sees the gap in the numbers.
            long dropped = last - MaxEvents;
            await db.RunEvents.Where(e => e.RunId == id && e.Number <= dropped).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
