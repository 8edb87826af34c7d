namespace OpenClaw.Tenancy.Secrets.Tests;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("openai")]
    [InlineData("openai.api-key_2")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_keeps_its_text(string text) => Assert.Equal(text, SecretName.From(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("-a")]
    [InlineData("a_")]
    [InlineData("a\n")]
    [InlineData("\u212A")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void What_is_outside_the_grammar_is_no_name(string? text)
    {
        Assert.False(SecretName.TryFrom(text, out SecretName? name));
        Assert.Null(name);
    }
}
