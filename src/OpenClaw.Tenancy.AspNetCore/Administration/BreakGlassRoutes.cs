using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of break-glass grants do.</summary>
internal sealed class BreakGlassRoutes(BreakGlassGrants grants, TimeProvider time)
{
    internal const string List = "break-glass";

    internal void Require(NewGrantBody body) => grants.Require(body.ToRequest());

    internal Task<AdministrationAnswer> ListAsync(AdministrationCall call)
    {
        DateTimeOffset now = time.GetUtcNow();
        return Task.FromResult(AdministrationAnswer.Ok(
            new GrantsView(grants.List(call.Permit, call.Input<OpenQuery>().OpenOnly).Select(g => GrantView.Of(g, now))), AdministrationJson.Default.GrantsView));
    }

    internal async Task<AdministrationAnswer> RequestAsync(AdministrationCall call)
    {
        DirectoryResult<BreakGlassGrant> result = await grants.RequestAsync(
            call.Permit, call.Input<NewGrantBody>().ToRequest(), call.CorrelationId, call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Accepted(GrantView.Of(result.Value, time.GetUtcNow()), AdministrationJson.Default.GrantView, call.Location(result.Value.Id.ToString()))
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> ApproveAsync(AdministrationCall call) =>
        Answer(await grants.ApproveAsync(call.Permit, call.Id, call.CorrelationId, call.Aborted).ConfigureAwait(false));

    internal async Task<AdministrationAnswer> CollectAsync(AdministrationCall call)
    {
        DirectoryResult<BreakGlassToken> result = await grants.CollectAsync(call.Permit, call.Id, call.CorrelationId, call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Ok(GrantTokenView.Of(result.Value), AdministrationJson.Default.GrantTokenView)
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> RevokeAsync(AdministrationCall call)
    {
        DirectoryResult<BreakGlassGrant> result = await grants.RevokeAsync(call.Permit, call.Id, call.CorrelationId, call.Aborted).ConfigureAwait(false);
        return result.IsDone ? AdministrationAnswer.NoContent() : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> ReviewAsync(AdministrationCall call) =>
        Answer(await grants.ReviewAsync(call.Permit, call.Id, call.Input<GrantReviewBody>().Note, call.CorrelationId, call.Aborted).ConfigureAwait(false));

    private AdministrationAnswer Answer(DirectoryResult<BreakGlassGrant> result) => result.IsDone
        ? AdministrationAnswer.Ok(GrantView.Of(result.Value, time.GetUtcNow()), AdministrationJson.Default.GrantView)
        : AdministrationAnswer.Refused(result.Refusal);
}
