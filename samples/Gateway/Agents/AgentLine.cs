using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>The way from a scope's tenant to the agent's endpoint: by the connector that the tenant's list names, with the tenant's own key, and by no other.</summary>
public sealed class AgentLine(TenantContext tenant, AgentConnection connection, ITenantEgress egress, ITenantSecretReader secrets)
{
    private const byte FirstVisible = 0x21;
    private const byte LastVisible = 0x7e;

    /// <summary>Opens it. The key is read when a request is sent, for as long as that takes.</summary>
    public async ValueTask<AgentOpening> OpenAsync(CancellationToken cancellationToken)
    {
        if (connection.Connector is not { } connector)
        {
            return new AgentOpening(Endpoint: null, Refusal: null);
        }

        EgressOpening opening = await egress.OpenAsync(tenant, connector, cancellationToken);
        return opening.IsOpen ? new AgentOpening(opening.Connector.CreateClient(tenant), Refusal: null)
            : new AgentOpening(Endpoint: null, opening.Reason == EgressRefusalReason.Denied ? Problem.For(opening.Denial) : Problem.PolicyForbid);
    }

    /// <summary>What a call that was refused says of the run.</summary>
    public async ValueTask<RunFailure> ExplainAsync(EgressRefusedException refused, CancellationToken cancellationToken) => refused.Reason switch
    {
        EgressRefusalReason.Credential => await IsWithoutKeyAsync(cancellationToken) ? RunFailure.CredentialMissing : RunFailure.Agent,
        EgressRefusalReason.Ended or EgressRefusalReason.Denied or EgressRefusalReason.Unspecified => RunFailure.Agent,
        _ => RunFailure.Forbidden,
    };

    // A key that is not there is told from a vault that does not answer.
    private async ValueTask<bool> IsWithoutKeyAsync(CancellationToken cancellationToken)
    {
        if (connection.KeyName is not { } name)
        {
            return false;
        }

        SecretReading reading = await secrets.OpenAsync(tenant, name, version: null, cancellationToken);
        using SecretLease? lease = reading.Lease;
        return lease is null
            ? reading.Fault is SecretFault.NotFound or SecretFault.Retired or SecretFault.Revoked or SecretFault.Expired
            : lease.Read().Span.ContainsAnyExceptInRange(FirstVisible, LastVisible);
    }
}
