namespace OpenClaw.Tenancy.Claims;

/// <summary>A credential that was accepted and may be presented again, asked by whoever remembers the answer. Safe for use by many threads.</summary>
public interface IRememberedCredential
{
    /// <summary>Whether the credential would be accepted again now: it has not ended, and neither its claim nor its key was revoked.</summary>
    /// <returns>False also where that is not known at once. The credential is verified anew then.</returns>
    /// <remarks>Called for each use, and so it waits for nothing.</remarks>
    bool StillHolds();
}
