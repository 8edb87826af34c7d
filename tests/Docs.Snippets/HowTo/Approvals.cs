using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.HowTo;

public static class Approvals
{
    public static void Register(TenancyBuilder builder)
    {
        // <snippet name="approvals-register">
        builder.AddJsonlLedger("audit")
            .AddApprovals(o =>
            {
                o.DefaultLifetime = TimeSpan.FromMinutes(5);
                o.MaxUses = 20;
            });
        // </snippet>
    }

    public static void Keep(TenancyBuilder builder)
    {
        // <snippet name="approvals-keep">
        builder.AddSigningKeyFile("keys/signing.key")
            .AddApprovalStore(o => o.UseSqlite("Data Source=approvals.db"), o => o.CreateTables = true);
        // </snippet>
    }

    public static async Task<bool> Ask(TenantContext tenant, ApprovalDesk desk, RunId run, string command, CancellationToken cancellationToken)
    {
        // <snippet name="approvals-ask">
        var action = new ProposedAction(command) { Cwd = "/workspace", Agent = "main", Session = "agent:main:main" };
        AccessResult ask = await tenant.AuthorizeAsync<Run>(desk.Request, run.ToString(), cancellationToken);
        AccessResult use = await tenant.AuthorizeAsync<Run>(desk.Redeem, run.ToString(), cancellationToken);
        if (!ask.IsAllowed || !use.IsAllowed)
        {
            return false;
        }

        ApprovalResult asked = await desk.RequestAsync(ask.Permit, run, new ApprovalRequest(action), cancellationToken);
        if (asked.IsRefused)
        {
            return false;
        }

        Approval? answered = await desk.WaitAsync(use.Permit, run, asked.Approval.Id, cancellationToken);
        if (answered?.Status != ApprovalStatus.Allowed)
        {
            return false;
        }

        ApprovalRedemption redemption = await desk.RedeemAsync(use.Permit, run, answered.Id, action, cancellationToken);
        return redemption.IsAllowed && redemption.Grant.Covers(tenant.Tenant, run, action);
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="approvals-answer">
        app.MapPost("/approvals/{id}", async (string id, string decision, TenantContext tenant, ApprovalDesk desk, CancellationToken cancellationToken) =>
        {
            AccessResult resolve = await tenant.AuthorizeAsync<Approval>(desk.Resolve, id, cancellationToken);
            if (!resolve.IsAllowed)
            {
                return Problem.For(resolve.Decision.Reason).ToResult();
            }

            ApprovalResult result = await desk.ResolveAsync(resolve.Permit, ApprovalId.From(id), ApprovalAnswer.Of(decision), cancellationToken);
            return result.IsRefused
                ? Problem.For(result.Reason).ToResult()
                : Results.Ok(new { applied = result.IsApplied, status = result.Approval.Status.ToText() });
        }).RequireTenantScope("operator.approvals", "approvals.resolve");
        // </snippet>
    }

    public static async Task Watch(TenantContext tenant, ApprovalDesk desk, Func<string, string, Task> show, CancellationToken cancellationToken)
    {
        // <snippet name="approvals-watch">
        AccessResult watch = await tenant.AuthorizeAsync(desk.Watch, cancellationToken);
        if (watch.IsAllowed)
        {
            await foreach (ApprovalEvent happened in desk.WatchAsync(watch.Permit, cancellationToken))
            {
                await show(happened.Name, happened.Approval.Id.ToString());
            }
        }
        // </snippet>
    }

    public static async Task End(ApprovalDesk desk, RunRef run, CancellationToken cancellationToken)
    {
        // <snippet name="approvals-end">
        await desk.EndRunForHostAsync(run, ApprovalReason.RunAborted, cancellationToken);
        // </snippet>
    }
}
