using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of API keys do.</summary>
internal sealed class KeyRoutes(TenantApiKeys keys)
{
    internal const string List = "keys";

    internal Task<AdministrationAnswer> ListAsync(AdministrationCall call)
    {
        // The newest first.
        (IReadOnlyList<ApiKeyEntry> found, string? next) = call.Input<PageQuery>().Cut(
            call.Permit.Tenant, keys.ListKeys(call.Permit), static k => $"{long.MaxValue - k.CreatedAt.UtcTicks:D19}.{k.Id}");
        return Task.FromResult(AdministrationAnswer.Ok(new KeysView(found.Select(static k => KeyView.Of(k)), next), AdministrationJson.Default.KeysView));
    }

    internal async Task<AdministrationAnswer> IssueAsync(AdministrationCall call) => Issued(
        call, await keys.IssueAsync(call.Permit, call.Input<NewKeyBody>().ToKey(), call.CorrelationId, call.Aborted).ConfigureAwait(false), segments: 0);

    internal async Task<AdministrationAnswer> RotateAsync(AdministrationCall call) => Issued(
        call, await keys.RotateAsync(call.Permit, call.Id, call.Input<RotationBody>().ToOverlap(), call.CorrelationId, call.Aborted).ConfigureAwait(false), segments: 2);

    internal async Task<AdministrationAnswer> RevokeAsync(AdministrationCall call)
    {
        DirectoryWrite write = await keys.RevokeAsync(call.Permit, call.Id, call.Aborted).ConfigureAwait(false);
        return AdministrationAnswer.Ended(write, call.Id, "revoked");
    }

    private static AdministrationAnswer Issued(AdministrationCall call, DirectoryResult<IssuedApiKey> result, int segments) => result.IsDone
        ? AdministrationAnswer.Created(
            KeyView.Of(result.Value.Entry, result.Value.Text), AdministrationJson.Default.KeyView, call.Location(result.Value.Entry.Id.ToString(), segments))
        : AdministrationAnswer.Refused(result.Refusal);
}
