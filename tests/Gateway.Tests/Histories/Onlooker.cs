using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>Reads with anybody's credential while histories are played. Whether it is let in depends on the moment; whose is what it reads does not.</summary>
internal sealed class Onlooker(Stage stage, Board board, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>How many reads were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>How many of them began while another tenant was suspended.</summary>
    public int AnsweredMeanwhile { get; private set; }

    public async Task LookAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Credential who = board.AnyCredential(_random);
            KnownSession session = board.AnySession(_random);
            bool meanwhile = board.AnySuspended;
            bool reads = _random.Next(2) == 0;
            string path = reads ? $"/api/v1/sessions/{session.Id}" : _random.Next(2) == 0 ? "/api/v1/sessions?limit=200" : "/api/v1/approvals";
            Answer answer = await stage.Gateway.SendAsync("GET", path, who.Text);

            // The last one where the right ended between the look at it and its use.
            Assert.True(answer.Status is 200 or 401 or 403 or 404 or 503, answer.ToString());
            Canary.RequireOwn(who.Tenant, answer.Body);
            if (answer.Status == 200)
            {
                Assert.True(!reads || who.Tenant == session.Tenant, answer.ToString());
                Answered++;
                AnsweredMeanwhile += meanwhile ? 1 : 0;
            }
        }
    }
}
