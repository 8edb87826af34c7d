using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of tenants do.</summary>
internal sealed class TenantRoutes(TenantRegistry registry, IAuditLedger ledger, TimeProvider time)
{
    internal const string List = "tenants";

    internal Task<AdministrationAnswer> ListAsync(AdministrationCall call)
    {
        PageQuery page = call.Input<PageQuery>();
        (IReadOnlyList<TenantRecord> tenants, string? next) = page.Cut(
            call.Permit.Tenant, registry.ListTenants(call.Permit, page.After, page.Limit + 1), static t => t.Id.ToString());
        return Task.FromResult(AdministrationAnswer.Ok(new TenantsView(tenants.Select(TenantView.Of), next), AdministrationJson.Default.TenantsView));
    }

    internal async Task<AdministrationAnswer> CreateAsync(AdministrationCall call)
    {
        DirectoryResult<CreatedTenant> result = await registry.CreateAsync(call.Permit, call.Input<NewTenantBody>().ToTenant(), call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Created(CreatedTenantView.Of(result.Value), AdministrationJson.Default.CreatedTenantView, call.Location(result.Value.Tenant.Id.ToString()))
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal Task<AdministrationAnswer> ReadAsync(AdministrationCall call) => Task.FromResult(
        registry.Find(call.Permit, call.Id) is { } tenant ? Ok(tenant) : AdministrationAnswer.Refused(Problem.NotFound));

    internal async Task<AdministrationAnswer> ChangeAsync(AdministrationCall call)
    {
        TenantPatchBody body = call.Input<TenantPatchBody>();
        DirectoryResult<TenantRecord> result = await registry.ChangeAsync(call.Permit, call.Id, body.Name, body.ToStatus(), body.Version, call.Aborted).ConfigureAwait(false);
        return result.IsDone ? Ok(result.Value) : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> DeleteAsync(AdministrationCall call)
    {
        DeletionQuery query = call.Input<DeletionQuery>();
        if (query.Reason is not null)
        {
            // Before the act: what was removed by force leaves nothing behind that could say why.
            await ledger.AppendAsync(Stated(call, query), call.Aborted).ConfigureAwait(false);
        }

        DirectoryResult<TenantRecord> result = await registry.DeleteAsync(call.Permit, call.Id, query.Force, call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Ok(new EndedView(call.Id, "deleted"), AdministrationJson.Default.EndedView)
            : AdministrationAnswer.Refused(result.Refusal);
    }

    private AuditEnvelope Stated(AdministrationCall call, DeletionQuery query) => new(call.Permit.EffectiveTenant, time.GetUtcNow())
    {
        EffectiveTenant = call.Permit.EffectiveTenant,
        Actor = call.Permit.Claim.Subject,
        Issuer = call.Permit.Claim.Issuer,
        Action = query.Force ? $"{call.Permit.Action.Name}.force" : call.Permit.Action.Name,
        ResourceId = call.Id,
        Outcome = AuditOutcome.Allowed,
        ReasonCode = DenyReason.None.ToCode(),
        StatedReason = query.Reason,
        CorrelationId = call.CorrelationId,
    };

    private static AdministrationAnswer Ok(TenantRecord tenant) => AdministrationAnswer.Ok(TenantView.Of(tenant), AdministrationJson.Default.TenantView);
}
