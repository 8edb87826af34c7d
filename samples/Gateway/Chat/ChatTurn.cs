using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

/// <summary>One message and its answer. A body names a session, so that is asked for here and not at the route.</summary>
public sealed class ChatTurn(TenantContext tenant, GatewayActions actions, ISessionStore sessions, IRunStore runs, AgentLine line, RunExecutor executor, RunEventFeed feed)
{
    /// <summary>Starts the run. Everything that can refuse it does so here, before the first byte of an answer.</summary>
    public async Task<ChatStart> StartAsync(ChatRequest request, IUsageReservationFeature? reserved, CancellationToken cancellationToken)
    {
        // Whom the tenant may call is its list's to say, whatever it chats in.
        using (AgentOpening opening = await line.OpenAsync(cancellationToken))
        {
            if (opening.Refusal is { } refusal)
            {
                return ChatStart.Refused(refusal);
            }
        }

        AccessResult chat = request.SessionId is { } id
            ? await tenant.AuthorizeAsync<SessionRow>(actions.Chat, id, cancellationToken)
            : await CreateSessionAsync(cancellationToken);
        if (!chat.IsAllowed)
        {
            return ChatStart.Refused(Problem.For(chat.Decision.Reason));
        }

        if (await runs.AddAsync(chat.Permit, chat.Permit.ResourceId!, request.Message, cancellationToken) is not { } run)
        {
            return ChatStart.Refused(Problem.NotFound);
        }

        AccessResult read = default;
        try
        {
            read = await tenant.AuthorizeAsync<RunRow>(actions.ReadRun, run.Id, cancellationToken);
        }
        finally
        {
            if (!read.IsAllowed)
            {
                await runs.AbandonAsync(chat.Permit, run.Id, CancellationToken.None);
            }
        }

        if (!read.IsAllowed)
        {
            return ChatStart.Refused(Problem.For(read.Decision.Reason));
        }

        executor.Start(new RunOrder(tenant.Claim, chat.Permit, run, request.Model, tenant.CorrelationId) { Reservation = reserved?.Take() });
        return ChatStart.Of(run, feed.FollowAsync(read.Permit, run.Id, after: 0, cancellationToken));
    }

    /// <summary>Waits for the end of a run that was started.</summary>
    public async Task<IResult> FinishAsync(ChatStart start, CancellationToken cancellationToken)
    {
        string? code = null;
        await foreach (RunEvent happened in start.Events.WithCancellation(cancellationToken))
        {
            code = happened.Code;
        }

        // Asked anew: what was waited for may have ended because the caller may read it no more.
        AccessResult read = await tenant.AuthorizeAsync<RunRow>(actions.ReadRun, start.RunId, cancellationToken);
        if (!read.IsAllowed)
        {
            return Problem.For(read.Decision.Reason).ToResult();
        }

        return await runs.FindAsync(read.Permit, start.RunId, cancellationToken) switch
        {
            null => Problem.NotFound.ToResult(),
            { Status: RunStatus.Failed } => ProblemOf(code).ToResult(),
            { } run => new JsonAnswer(ChatAnswer.Of(run)),
        };
    }

    private static Problem ProblemOf(string? code) => code switch
    {
        RunEvent.Forbidden => Problem.PolicyForbid,
        RunEvent.CredentialMissing => Problem.Conflict,
        _ => Problem.DependencyUnavailable,
    };

    private async Task<AccessResult> CreateSessionAsync(CancellationToken cancellationToken)
    {
        AccessResult create = await tenant.AuthorizeAsync(actions.CreateSession, cancellationToken);
        if (!create.IsAllowed)
        {
            return create;
        }

        Session session = await sessions.CreateAsync(create.Permit, SessionDraft.Default, cancellationToken);
        return await tenant.AuthorizeAsync<SessionRow>(actions.Chat, session.SessionId, cancellationToken);
    }
}
