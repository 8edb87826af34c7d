namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Which way a frame goes.</summary>
internal enum MapDirection : byte
{
    /// <summary>From the client to the gateway: what is not known is refused.</summary>
    Asked,

    /// <summary>From the gateway to the client: what is not known is left out.</summary>
    Told,
}
