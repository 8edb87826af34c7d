using System.Collections.Concurrent;
using System.Text.Json;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>Tells a tenant's connections what its runs say, once it is kept. Whose run it is says the permit.</summary>
public sealed class ToldRuns(RunStore runs, EventGate gate) : IRunStore
{
    // The runs that this process performs, each until it ends.
    private readonly ConcurrentDictionary<(TenantId Tenant, string Id), string> _sessions = new();

    public async ValueTask<Run?> AddAsync(AccessPermit permit, string sessionId, string message, CancellationToken cancellationToken)
    {
        Run? run = await runs.AddAsync(permit, sessionId, message, cancellationToken);
        if (run is not null)
        {
            _sessions[(permit.Tenant, run.Id)] = run.SessionId;
        }

        return run;
    }

    public ValueTask<Run?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken) => runs.FindAsync(permit, id, cancellationToken);

    public ValueTask<RunSlice?> ReadEventsAsync(AccessPermit permit, string id, long after, CancellationToken cancellationToken) => runs.ReadEventsAsync(permit, id, after, cancellationToken);

    public ValueTask<bool> BeginAsync(AccessPermit permit, string id, CancellationToken cancellationToken) => runs.BeginAsync(permit, id, cancellationToken);

    public ValueTask<bool> HoldAsync(AccessPermit permit, string id, CancellationToken cancellationToken) => runs.HoldAsync(permit, id, cancellationToken);

    public async ValueTask<bool> AppendAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, CancellationToken cancellationToken)
    {
        bool kept = await runs.AppendAsync(permit, id, happened, cancellationToken);
        if (kept)
        {
            TellDeltas(permit, id, happened);
        }

        return kept;
    }

    public async ValueTask SucceedAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, string reply, TokenUsage usage, CancellationToken cancellationToken)
    {
        await runs.SucceedAsync(permit, id, happened, reply, usage, cancellationToken);
        TellDeltas(permit, id, happened);
        TellEnd(permit, id, "final", reply);
    }

    public async ValueTask FailAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, RunFailure failure, CancellationToken cancellationToken)
    {
        await runs.FailAsync(permit, id, happened, failure, cancellationToken);
        TellDeltas(permit, id, happened);
        TellEnd(permit, id, "error", content: null);
    }

    public async ValueTask<Run?> StopAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        Run? run = await runs.StopAsync(permit, id, cancellationToken);
        if (run is null or { IsEnded: true })
        {
            TellEnd(permit, id, "aborted", content: null);
        }

        return run;
    }

    public async ValueTask AbandonAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        try
        {
            await runs.AbandonAsync(permit, id, cancellationToken);
        }
        finally
        {
            TellEnd(permit, id, "error", content: null);
        }
    }

    public ValueTask SettleAsync(AccessPermit permit, string id, CancellationToken cancellationToken) => runs.SettleAsync(permit, id, cancellationToken);

    private void TellDeltas(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened)
    {
        if (!_sessions.TryGetValue((permit.Tenant, id), out string? session))
        {
            return;
        }

        foreach (RunEvent said in happened.Where(static e => e.Event == "delta"))
        {
            Tell(permit, id, session, "delta", said.Content);
        }
    }

    // The first end counts: a run that was stopped does not succeed afterwards.
    private void TellEnd(AccessPermit permit, string id, string state, string? content)
    {
        if (_sessions.TryRemove((permit.Tenant, id), out string? session))
        {
            Tell(permit, id, session, state, content);
        }
    }

    // By its owner and not by the permit, which may have ended with its holder: the others of the tenant learn of it all the same.
    private void Tell(AccessPermit permit, string runId, string sessionKey, string state, string? content)
    {
        object? message = content is null ? null : new { role = Message.Assistant, content };
        gate.PublishForHost(permit.Tenant, "chat", JsonSerializer.SerializeToUtf8Bytes(new { runId, sessionKey, state, message }, ProtocolJson.Options), sessionKey);
    }
}
