using System.Collections.Concurrent;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Performs runs in the background, each in a scope of its own tenant.</summary>
public sealed partial class RunExecutor(
    IServiceScopeFactory scopes, PolicyEngine engine, GatewayActions actions, IRunStore runs, ApprovalDesk desk, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RunExecutor> logger)
{
    private readonly ConcurrentDictionary<string, ActiveRun> _active = new(StringComparer.Ordinal);

    /// <summary>How many runs are being performed.</summary>
    public int Active => _active.Count;

    public void Start(RunOrder order)
    {
        var active = new ActiveRun(order, CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping));
        _active[order.Run.Id] = active;

        // Nothing of the request flows along but what the order holds.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => PerformAsync(active));
        }
    }

    /// <summary>Stops a run; one that has ended stays as it is.</summary>
    public async ValueTask<Run?> StopAsync(AccessPermit permit, string id, CancellationToken cancellationToken)
    {
        Run? run = await runs.StopAsync(permit, id, cancellationToken);
        if (_active.TryGetValue(id, out ActiveRun? active))
        {
            active.Cancel();
        }

        if (run is not null)
        {
            await EndApprovalsAsync(permit.Tenant, run.Id);
        }

        return run;
    }

    /// <summary>Interrupts what runs in a session that was deleted.</summary>
    public void CancelSession(AccessPermit permit, string sessionId)
    {
        TenantId tenant = engine.Demand(permit, actions.DeleteSession, sessionId);
        foreach (ActiveRun active in _active.Values.Where(a => a.Order.Caller.ReachedTenant == tenant && a.Order.Run.SessionId == sessionId))
        {
            active.Cancel();
        }
    }

    private async Task PerformAsync(ActiveRun active)
    {
        RunOrder order = active.Order;
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
                Delegate(order.Caller, order.Run),
                order.CorrelationId,
                order.Run.Id,
                (services, token) => services.GetRequiredService<RunPerformer>().PerformAsync(order, token),
                active.Token);
        }
#pragma warning disable CA1031 // Reason: nobody waits for this task; whatever ends it leaves the run failed.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogEnded(logger, order.Run.Id, exception.GetType().Name);
        }
        finally
        {
            await (order.Reservation?.DisposeAsync() ?? ValueTask.CompletedTask);
            await AbandonAsync(order);
            await EndApprovalsAsync(order.Caller.ReachedTenant, order.Run.Id);
            _active.TryRemove(order.Run.Id, out _);
            active.Dispose();
        }
    }

    private async Task AbandonAsync(RunOrder order)
    {
        try
        {
            await runs.AbandonAsync(order.Permit, order.Run.Id, CancellationToken.None);
        }
#pragma warning disable CA1031 // Reason: a database that does not answer now; the run is found to be interrupted by whoever looks at it next.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogEnded(logger, order.Run.Id, exception.GetType().Name);
        }
    }

    // A run that has ended asks for nothing any more, and uses nothing.
    private async Task EndApprovalsAsync(TenantId tenant, string runId)
    {
        try
        {
            await desk.EndRunForHostAsync(new RunRef(tenant, RunId.From(runId)), ApprovalReason.RunAborted, CancellationToken.None);
        }
#pragma warning disable CA1031 // Reason: a database that does not answer now; an approval whose run has ended opens nothing, and ends by itself.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogEnded(logger, runId, exception.GetType().Name);
        }
    }

    // It may write in its tenant and nothing else, ends with the caller's credential, and dies with it.
    private VerifiedTenantClaim Delegate(VerifiedTenantClaim caller, Run run) =>
        caller.Delegate($"run:{run.Id}", [TenantScopedScope.ForTenant(ActionNames.Write, caller.ReachedTenant)], time.GetUtcNow() + TimeSpan.FromMinutes(5));

    [LoggerMessage(EventId = 3002, EventName = "RunInterrupted", Level = LogLevel.Information, Message = "The run {RunId} was ended by {ExceptionType}.")]
    private static partial void LogEnded(ILogger logger, string runId, string exceptionType);
}
