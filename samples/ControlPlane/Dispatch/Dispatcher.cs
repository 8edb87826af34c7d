using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Has something done by the runtime of the caller's tenant.</summary>
internal sealed class Dispatcher(
    PolicyEngine engine, RuntimeTokens tokens, RuntimeRoutes routes, RuntimeClient client, DispatchTrail trail, TimeProvider time)
{
    internal async Task<IResult> SendAsync(VerifiedTenantClaim caller, RuntimeCall call, CancellationToken cancellationToken)
    {
        // The record stands before the token does.
        AccessResult earned = await engine.AuthorizeAsync(
            new AccessRequest(caller, tokens.Issue, ResourceRef.Collection(caller.Tenant), time.GetUtcNow()) { CorrelationId = call.CorrelationId }, cancellationToken);
        if (earned.Permit is not { } permit)
        {
            return Problem.For(earned.Decision.Reason).ToResult();
        }

        RuntimeAnswer answer = routes.Find(permit.Tenant) is { } deployment
            ? await client.CallAsync(deployment, new RuntimeOrder(permit, call), cancellationToken)
            : RuntimeAnswer.Refused(Problem.DependencyUnavailable);
        string? run = call.Method.NamesRun && answer.Result is { ValueKind: JsonValueKind.Object } result
            && result.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        trail.Record(caller, call, run, answer.Result is null ? answer.Reason : null);
        return answer.Result is { } done ? Results.Json(new DispatchAnswer(call.CorrelationId, run, done), ControlPlaneJson.Options) : answer.Problem.ToResult();
    }
}
