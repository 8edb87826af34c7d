using System.Security.Cryptography.X509Certificates;

namespace OpenClaw.Tenancy.Claims;

/// <summary>A credential as it was presented: its text, and the client certificate of the connection that it came over.</summary>
/// <remarks>Nothing of it is verified. The default holds no credential, and reading its text throws.</remarks>
public readonly struct PresentedCredential
{
    private readonly string? _text;

    /// <summary>Makes a credential that came over no connection with a client certificate. One that is bound to a certificate is refused then.</summary>
    /// <param name="text">The credential as it was sent, without its scheme.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public PresentedCredential(string text)
        : this(text, certificate: null)
    {
    }

    /// <summary>Makes a credential that came over a connection.</summary>
    /// <param name="text">The credential as it was sent, without its scheme.</param>
    /// <param name="certificate">The client certificate whose key the other end of the connection proved to have, or null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public PresentedCredential(string text, X509Certificate2? certificate)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_text, Certificate) = (text, certificate);
    }

    /// <summary>The credential as it was sent, without its scheme.</summary>
    /// <exception cref="InvalidOperationException">It is the default, which holds no credential.</exception>
    public string Text => _text ?? throw new InvalidOperationException("There is no credential here. Make one with its text.");

    /// <summary>The client certificate of the connection, or null.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Says what kind of value this is and nothing of the credential.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PresentedCredential);
}
