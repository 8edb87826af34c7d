using System.Net.Http.Headers;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Puts a token on each attempt that is good for it alone. Without one nothing is sent.</summary>
/// <remarks>The token is used up by the attempt, so that each has its own, and a caller who was revoked meanwhile gets none.</remarks>
internal sealed class RuntimeTokenHandler(RuntimeTokens tokens, string runtime) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RuntimeOrder order = RuntimeOrder.Of(request);
        RuntimeTokenResult token = await tokens.IssueAsync(
            order.Permit,
            new RuntimeTokenRequest { Scopes = [TenantScopedScope.ForTenant(order.Call.Method.Scope, order.Permit.Tenant)], CorrelationId = order.Call.CorrelationId },
            cancellationToken);
        if (!token.IsIssued)
        {
            throw new RuntimeRefusal(Problem.For(token.Reason));
        }

        // The directory has given the tenant another runtime since the way to this one was chosen.
        if (token.RuntimeId != runtime)
        {
            throw new RuntimeRefusal(Problem.DependencyUnavailable);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return await base.SendAsync(request, cancellationToken);
    }
}
