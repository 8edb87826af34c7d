using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Has something done by the runtime of the caller's tenant.</summary>
internal sealed class Dispatcher(
    PolicyEngine engine, RuntimeTokens tokens, RuntimeRoutes routes, RuntimeClient client, DispatchTrail trail, ControlPlaneOptions options, TimeProvider time)
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

        RuntimeAnswer answer = await TryAsync(permit, call, cancellationToken);
        string? run = call.Method.NamesRun && answer.Result is { ValueKind: JsonValueKind.Object } result
            && result.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        trail.Record(caller, call, run, answer.Result is null ? answer.Problem.Code : null);
        return answer.Result is { } done ? Results.Json(new DispatchAnswer(call.CorrelationId, run, done), ControlPlaneJson.Options) : answer.Problem.ToResult();
    }

    private async Task<RuntimeAnswer> TryAsync(AccessPermit permit, RuntimeCall call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            RuntimeAnswer answer = await TryOnceAsync(permit, call, cancellationToken);
            if (!answer.MayTryAgain || attempt >= options.Attempts)
            {
                return answer;
            }

            await Task.Delay(options.RetryDelay, time, cancellationToken);
        }
    }

    // The token is used up by the attempt, so that each has its own, and a caller who was revoked meanwhile gets none.
    private async Task<RuntimeAnswer> TryOnceAsync(AccessPermit permit, RuntimeCall call, CancellationToken cancellationToken)
    {
        RuntimeTokenResult token = await tokens.IssueAsync(
            permit,
            new RuntimeTokenRequest { Scopes = [TenantScopedScope.ForTenant(call.Method.Scope, permit.Tenant)], CorrelationId = call.CorrelationId },
            cancellationToken);
        return !token.IsIssued ? RuntimeAnswer.Refused(Problem.For(token.Reason))
            : routes.Find(token.RuntimeId) is { } address ? await client.CallAsync(address, call, token.Token, cancellationToken)
            : RuntimeAnswer.Failed(mayTryAgain: false);
    }
}
