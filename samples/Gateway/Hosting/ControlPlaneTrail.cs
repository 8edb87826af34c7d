using System.Buffers;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>Behind a control plane: records what it had done here, under the correlation id that it records it by.</summary>
public sealed class ControlPlaneTrail(RequestDelegate next, IAuditLedger ledger, IOptions<TenancyOptions> options, TimeProvider time)
{
    public const string CorrelationHeader = "X-Correlation-Id";

    private const int MaxLength = 64;
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public Task InvokeAsync(HttpContext context, TenantContext tenant)
    {
        // It joins records and decides nothing, so it may come from whoever asks.
        string given = context.Request.Headers[CorrelationHeader].ToString();
        if (given.Length is > 0 and <= MaxLength && !given.AsSpan().ContainsAnyExcept(Characters))
        {
            context.TraceIdentifier = given;
        }

        if (options.Value.RecordAllowed != AllowedRecords.NotRecorded)
        {
            // Each permit leaves its own.
            return next(context);
        }

        // Before the first byte goes out, so that who has the answer finds the record. Refusals have one already.
        context.Response.OnStarting(() =>
        {
            if (tenant.IsBound && context.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                Record(context, tenant);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Record(HttpContext context, TenantContext tenant)
    {
        VerifiedTenantClaim actor = tenant.Claim;
        ledger.Emit(new AuditEnvelope(actor.Tenant, time.GetUtcNow())
        {
            EffectiveTenant = actor.Tenant,
            TargetTenant = actor.Tenant,
            Actor = actor.Subject,
            Issuer = actor.Issuer,
            Action = tenant.Permit.Action.Name,
            ResourceId = tenant.Permit.ResourceId,
            Outcome = AuditOutcome.Allowed,
            ReasonCode = DenyReason.None.ToCode(),
            CorrelationId = context.TraceIdentifier,
        });
    }
}
