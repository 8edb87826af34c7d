namespace OpenClaw.Tenancy.Claims;

/// <summary>Verifies the credentials of one issuer: a token, an API key.</summary>
/// <remarks>
/// Registered with the <see cref="TenantIssuer"/> that it was given, by <c>TenancyBuilder.AddIssuer</c>. A fault of its own
/// is an exception, and then a refusal (<see cref="DenyReason.DependencyUnavailable"/>). Must be safe for use by many threads.
/// </remarks>
public interface ICredentialVerifier
{
    /// <summary>Verifies a credential.</summary>
    /// <param name="credential">The credential, and what it was presented with.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>What was found. <see cref="CredentialVerification.NotMine"/> leaves the credential to the other verifiers.</returns>
    ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken);
}
