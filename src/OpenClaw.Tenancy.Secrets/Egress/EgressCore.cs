using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>What all connectors share.</summary>
internal sealed record EgressCore(
    PolicyEngine Engine, AccessAction Connect, EgressOptions Options, ConnectionGuard Guard, ConnectionPools Pools, IEgressCredentialSource? Credentials, TimeProvider Time);
