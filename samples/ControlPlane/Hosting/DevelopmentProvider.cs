using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>An identity provider that believes whoever has its key file: for a look at the sample on a developer's machine, and for nothing else.</summary>
internal sealed class DevelopmentProvider
{
    internal const string Issuer = "dev-login";

    private const string ClientId = "control-plane-client";
    private const string KeyId = "dev-login-1";
    private const int LifetimeSeconds = 300;

    private readonly byte[] _key;

    private DevelopmentProvider(byte[] key) => _key = key;

    /// <summary>Refuses every environment but Development, which is never what the code chooses.</summary>
    internal static void Require(IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            throw new TenancyConfigurationException([
                $"The environment is {environment.EnvironmentName}, and this sample is for Development alone: its keys lie in files, and its own identity provider '{Issuer}' believes anybody. "
                + "To try it, set DOTNET_ENVIRONMENT=Development ('dotnet run' does so)."]);
        }
    }

    internal static DevelopmentProvider Open(DataFolder folder)
    {
        string path = folder.Of("dev-login.key");
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using FileStream file = new(path, Private());
            file.Write(made.ExportPkcs8PrivateKey());
        }

        return new DevelopmentProvider(File.ReadAllBytes(path));
    }

    internal static TrustedProvider At(string keys) => new() { Issuer = Issuer, Audience = ClientId, Keys = new Uri(keys), Algorithms = ["ES256"] };

    internal string Keys()
    {
        using ECDsa key = Import();
        ECParameters point = key.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = KeyId, x = Base64Url.EncodeToString(point.Q.X), y = Base64Url.EncodeToString(point.Q.Y) } },
        });
    }

    /// <summary>The token of somebody who would have logged in.</summary>
    internal string Login(string subject, DateTimeOffset now)
    {
        long issuedAt = now.ToUnixTimeSeconds();
        string signed = $"{Part(new { alg = "ES256", kid = KeyId, typ = "JWT" })}.{Part(new { iss = Issuer, sub = subject, aud = ClientId, iat = issuedAt, exp = issuedAt + LifetimeSeconds })}";
        using ECDsa key = Import();
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";

        static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    private ECDsa Import()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_key, out _);
        return key;
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
