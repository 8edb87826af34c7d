using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>Which names say that their value is a secret.</summary>
public sealed class SecretNameTests
{
    [Theory]
    [InlineData("token")]
    [InlineData("accessToken")]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("x-refresh-token")]
    [InlineData("tokens")]
    [InlineData("Set-Cookie")]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("api_key")]
    [InlineData("apiKey")]
    [InlineData("X-API-Key")]
    [InlineData("a.p.i.k.e.y")]
    [InlineData("private_key")]
    [InlineData("credentials")]
    [InlineData("clientSecret")]
    [InlineData("passwordvalid")]
    [InlineData("db_password")]
    [InlineData("body")]
    [InlineData("content")]
    [InlineData("message")]
    [InlineData("systemPrompt")]
    public void Name_OfASecret_IsOne(string name) => Assert.True(AuditRedactor.IsSecretName(name));

    [Theory]
    [InlineData("")]
    [InlineData("id")]
    [InlineData("token_id")]
    [InlineData("tokenId")]
    [InlineData("tokenid")]
    [InlineData("TokenID")]
    [InlineData("secretRef")]
    [InlineData("secret_name")]
    [InlineData("credential-kind")]
    [InlineData("message_count")]
    [InlineData("prompt_family_id")]
    [InlineData("promptFamilyId")]
    [InlineData("ticket")]
    [InlineData("reason")]
    [InlineData("session")]
    [InlineData("\ud83d")]
    public void Name_OfAnythingElse_IsNone(string name) => Assert.False(AuditRedactor.IsSecretName(name));

    [Fact]
    public void Name_TooLong_IsTakenForOne()
    {
        Assert.True(AuditRedactor.IsSecretName(new string('a', 129)));
        Assert.False(AuditRedactor.IsSecretName(new string('a', 128)));
        Assert.Throws<ArgumentNullException>("name", static () => AuditRedactor.IsSecretName(null!));
    }
}
