using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Exchange;

internal static class ExchangeEndpoints
{
    internal static void MapExchange(this IEndpointRouteBuilder routes, string prefix) =>
        routes.MapPost($"{prefix}/token", ExchangeAsync).AllowTenantless("the identity token in the form is the credential, and the exchange verifies it");

    private static async Task<IResult> ExchangeAsync(HttpContext context, TenantTokenExchange exchange, TimeProvider time, CancellationToken cancellationToken)
    {
        ExchangeForm form = await ExchangeForm.ReadAsync(context.Request, cancellationToken);
        TokenExchangeResult result = await exchange.ExchangeAsync(
            new TokenExchangeRequest
            {
                Identity = new ShownIdentity { IdentityToken = form.SubjectToken, CorrelationId = context.TraceIdentifier },
                Tenant = form.Tenant,
                Scopes = form.Scopes,
            },
            cancellationToken);
        return result.IsIssued ? Results.Json(ExchangeAnswer.Of(result, time.GetUtcNow()), ControlPlaneJson.Options)
            : (result.MustNameTenant ? Problem.InvalidRequest : Problem.For(result.Reason)).ToResult();
    }
}
