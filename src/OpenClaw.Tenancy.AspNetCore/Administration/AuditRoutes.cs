using System.Globalization;
using OpenClaw.Tenancy.Administration;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of trails do.</summary>
internal sealed class AuditRoutes(TenantAudit audit)
{
    internal const string Own = "audit";
    internal const string Platform = "platform/audit";

    internal Task<AdministrationAnswer> ReadOwnAsync(AdministrationCall call) => ReadAsync(call, Own);

    internal Task<AdministrationAnswer> ReadPlatformAsync(AdministrationCall call) => ReadAsync(call, Platform);

    private async Task<AdministrationAnswer> ReadAsync(AdministrationCall call, string list)
    {
        TrailState state = await audit.CheckAsync(call.Permit, call.Aborted).ConfigureAwait(false);
        AuditPage page;
        try
        {
            page = await audit.ReadAsync(call.Permit, call.Input<AuditQuery>().Filter, call.Aborted).ConfigureAwait(false);
        }
        catch (InvalidDataException) when (!state.IsVerified)
        {
            // What stands there is no record any more. That, and where, is the answer.
            return AdministrationAnswer.Ok(new AuditPageView([], NextCursor: null, TrailView.Of(state)), AuditJson.Default.AuditPageView);
        }

        string? next = page.Next is { } before
            ? PageCursor.Write(call.Permit.Tenant, list, before.ToString(CultureInfo.InvariantCulture)) : null;
        return AdministrationAnswer.Ok(
            new AuditPageView([.. page.Records.Select(AuditView.Of)], next, TrailView.Of(state)), AuditJson.Default.AuditPageView);
    }
}
