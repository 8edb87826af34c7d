using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

/// <summary>The routes of approvals: what waits for an answer, and the answer. Nothing that is written in a chat is one.</summary>
internal static class ApprovalEndpoints
{
    private const int MaxListed = 1000;

    internal static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/approvals", ListAsync).RequireTenantScope(ActionNames.Approvals, ActionNames.ListApprovals).TakesQuery("status");
        routes.MapPost("/v1/runs/{id}/approval", ResolveAsync).RequireTenantScope(ActionNames.Approvals, ActionNames.ResolveApproval).RecordsRun("id");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TenantContext tenant, ApprovalDesk desk, IRunStore runs, CancellationToken cancellationToken)
    {
        ApprovalStatus? status = null;
        if (request.Query.TryGetValue("status", out var asked))
        {
            BadInput.Unless(ApprovalTexts.TryStatus(asked.ToString(), out ApprovalStatus one));
            status = one;
        }

        // A run whose process is gone asks for nothing any more.
        foreach (RunId run in (await desk.ListAsync(tenant.Permit, ApprovalStatus.Pending, MaxListed, cancellationToken)).Select(static a => a.Run).Distinct())
        {
            await runs.SettleAsync(tenant.Permit, run.ToString(), cancellationToken);
        }

        IReadOnlyList<Approval> found = await desk.ListAsync(tenant.Permit, status, MaxListed, cancellationToken);
        return new JsonAnswer(new ApprovalList([.. found.Select(ApprovalView.Of)]));
    }

    private static async Task<IResult> ResolveAsync(
        string id, HttpRequest request, TenantContext tenant, ApprovalDesk desk, IRunStore runs, CancellationToken cancellationToken)
    {
        ResolveRequest body = await JsonBody.ReadAsync<ResolveRequest>(request, cancellationToken);
        BadInput.Unless(RunId.TryFrom(id, out RunId? run));
        ApprovalAnswer answer = body.ToAnswer(run, tenant.CorrelationId);
        AccessResult resolve = await tenant.AuthorizeAsync<Approval>(desk.Resolve, body.ApprovalId, cancellationToken);
        if (!resolve.IsAllowed)
        {
            return Problem.For(resolve.Decision.Reason).ToResult();
        }

        await runs.SettleAsync(resolve.Permit, id, cancellationToken);
        ApprovalResult result = await desk.ResolveAsync(resolve.Permit, ApprovalId.From(body.ApprovalId), answer, cancellationToken);
        return result.IsRefused
            ? Problem.For(result.Reason).ToResult()
            : new JsonAnswer(new ResolveAnswer(result.IsApplied, ApprovalView.Of(result.Approval)));
    }
}
