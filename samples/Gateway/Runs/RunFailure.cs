namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Why a run has failed, as far as those who follow it are told.</summary>
public enum RunFailure
{
    /// <summary>The agent did not do its work.</summary>
    Agent = 0,

    /// <summary>Whoever performed it is gone.</summary>
    Interrupted,

    /// <summary>The agent's endpoint is not one that the tenant may call.</summary>
    Forbidden,

    /// <summary>The tenant has no key of its own that the endpoint could be called with.</summary>
    CredentialMissing,
}
