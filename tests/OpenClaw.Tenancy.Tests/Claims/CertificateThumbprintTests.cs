using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>A thumbprint is of one certificate and has one spelling.</summary>
public sealed class CertificateThumbprintTests : IDisposable
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly X509Certificate2 _own = Certificate();
    private readonly X509Certificate2 _other = Certificate();

    public void Dispose()
    {
        _own.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Thumbprint_is_of_its_own_certificate_and_of_no_other()
    {
        var thumbprint = CertificateThumbprint.From(_own);

        Assert.Equal(Base64Url.EncodeToString(_own.GetCertHash(HashAlgorithmName.SHA256)), thumbprint.ToString());
        Assert.True(CertificateThumbprint.TryFrom(thumbprint.ToString(), out CertificateThumbprint? read));
        Assert.All((CertificateThumbprint[])[thumbprint, read], t => Assert.Equal((true, false, false), (t.IsOf(_own), t.IsOf(_other), t.IsOf(null))));
        Assert.Throws<ArgumentNullException>(() => CertificateThumbprint.From(null!));
    }

    [Fact]
    public void Text_that_is_no_thumbprint_or_another_spelling_of_one_is_refused()
    {
        string text = CertificateThumbprint.From(_own).ToString();
        string[] others = [string.Empty, "x", text[..^1], text + "A", text + "=", " " + text, "+" + text[1..], "/" + text[1..], "!" + text[1..], text[..20] + " " + text[21..]];

        Assert.All(others, static other => Assert.False(CertificateThumbprint.TryFrom(other, out _)));
        Assert.False(CertificateThumbprint.TryFrom(null, out CertificateThumbprint? none));
        Assert.Null(none);
        Assert.Equal("AEIMQUYcgkosw048", string.Concat(Alphabet.Where(last => CertificateThumbprint.TryFrom(text[..^1] + last, out _))));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }
}
