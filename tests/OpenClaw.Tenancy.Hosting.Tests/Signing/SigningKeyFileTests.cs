using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Tests.Signing;

/// <summary>The signing key of a file: made once, its owner's alone, and nothing but a key over P-256.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SigningKeyFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public SigningKeyFileTests() => _path = Path.Combine(_folder.Path, "keys", "signing.pem");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task First_start_makes_a_private_key_and_the_next_one_signs_with_it()
    {
        string first = await KeyOf(_path);

        Assert.Equal(Private, File.GetUnixFileMode(_path));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", TempFolder.Text(_path), StringComparison.Ordinal);
        Assert.Equal(first, await KeyOf(_path));
        Assert.DoesNotContain(System.IO.Directory.EnumerateFiles(Path.GetDirectoryName(_path)!), static f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hosts_that_start_at_once_have_one_key()
    {
        string[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyOf(_path))));

        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public async Task File_that_is_open_to_others_refuses_the_start(UnixFileMode foreign)
    {
        await KeyOf(_path);
        File.SetUnixFileMode(_path, Private | foreign);

        Assert.Contains("chmod 600", (await Assert.ThrowsAsync<TenancyConfigurationException>(() => KeyOf(_path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_key_over_P256_refuses_the_start_and_is_not_repeated()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string whole = p256.ExportPkcs8PrivateKeyPem();
        foreach (string text in (string[])["", "secret-text", rsa.ExportPkcs8PrivateKeyPem(), p384.ExportPkcs8PrivateKeyPem(), p256.ExportSubjectPublicKeyInfoPem(), whole[..^40]])
        {
            await Write(text);
            TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => KeyOf(_path));
            Assert.Contains("no private key over P-256", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-text", refused.ToString(), StringComparison.Ordinal);
            Assert.Equal(text, await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken));
        }

        await Write(whole);
        Assert.Equal(64, (await KeyOf(_path)).Length);
    }

    [Fact]
    public async Task File_that_is_too_large_or_no_file_refuses_the_start()
    {
        await Write(new string('x', 20_000));
        Assert.Contains("too large", (await Assert.ThrowsAsync<TenancyConfigurationException>(() => KeyOf(_path))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TenancyConfigurationException>(() => KeyOf(Path.Combine(_path, "below", "a-file.pem")));
    }

    private async Task Write(string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await File.WriteAllTextAsync(_path, text, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_path, Private);
    }

    // A whole start, so that the file is opened when a host opens it.
    private static async Task<string> KeyOf(string path)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Disabled).AddSigningKeyFile(path);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        ITenancySigner signer = host.Services.GetRequiredService<ITenancySigner>();
        byte[] signature = await signer.SignAsync("hello"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(signer.Key.Verify("hello"u8, signature));
        await host.StopAsync(TestContext.Current.CancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(signer.Key.PublicKey.Span));
    }
}
