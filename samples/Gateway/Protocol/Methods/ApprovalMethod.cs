using System.Text.Json;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Approvals;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;

/// <summary>What waits for an answer, and the answer. A foreign approval is one that is not there.</summary>
internal sealed class ApprovalMethod(string name, Func<ApprovalMethod, TenantContext, JsonElement?, CancellationToken, Task<MethodAnswer>> invoke, ApprovalDesk desk) : IGatewayMethod
{
    private const int MaxListed = 1000;

    public string Name => name;

    public Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken) =>
        invoke(this, services.GetRequiredService<TenantContext>(), parameters, cancellationToken);

    internal static async Task<MethodAnswer> GetAsync(ApprovalMethod method, TenantContext tenant, JsonElement? parameters, CancellationToken cancellationToken)
    {
        OneApproval asked = ProtocolJson.Read<OneApproval>(parameters);
        AccessResult read = await tenant.AuthorizeAsync<Approval>(method.Desk.Read, asked.Id, cancellationToken);
        if (!read.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(read.Decision.Reason));
        }

        return await method.Desk.FindAsync(read.Permit, ApprovalId.From(asked.Id), cancellationToken) is { } approval
            ? MethodAnswer.Of(new { approval = ApprovalView.Of(approval) })
            : MethodAnswer.Refused(Problem.NotFound);
    }

    internal static async Task<MethodAnswer> ListAsync(ApprovalMethod method, TenantContext tenant, JsonElement? parameters, CancellationToken cancellationToken)
    {
        SomeApprovals asked = ProtocolJson.Read<SomeApprovals>(parameters);
        ApprovalStatus status = default;
        BadInput.Unless(asked.Status is null || ApprovalTexts.TryStatus(asked.Status, out status));
        AccessResult list = await tenant.AuthorizeAsync(method.Desk.List, cancellationToken);
        if (!list.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(list.Decision.Reason));
        }

        IReadOnlyList<Approval> found = await method.Desk.ListAsync(list.Permit, asked.Status is null ? null : status, MaxListed, cancellationToken);
        return MethodAnswer.Of(new { approvals = found.Select(ApprovalView.Of).ToArray() });
    }

    internal static async Task<MethodAnswer> ResolveAsync(ApprovalMethod method, TenantContext tenant, JsonElement? parameters, CancellationToken cancellationToken)
    {
        ApprovalVerdict asked = ProtocolJson.Read<ApprovalVerdict>(parameters);
        AccessResult resolve = await tenant.AuthorizeAsync<Approval>(method.Desk.Resolve, asked.Id, cancellationToken);
        if (!resolve.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(resolve.Decision.Reason));
        }

        var answer = new ApprovalAnswer { Decision = asked.Decision, Kind = asked.Kind, CorrelationId = tenant.CorrelationId };
        ApprovalResult result = await method.Desk.ResolveAsync(resolve.Permit, ApprovalId.From(asked.Id), answer, cancellationToken);
        return result.IsRefused
            ? MethodAnswer.Refused(Problem.For(result.Reason))
            : MethodAnswer.Of(new { applied = result.IsApplied, approval = ApprovalView.Of(result.Approval) });
    }

    internal ApprovalDesk Desk => desk;

    private sealed record OneApproval(string Id);

    private sealed record SomeApprovals(string? Status = null);

    private sealed record ApprovalVerdict(string Id, string? Decision = null, string? Kind = null);
}
