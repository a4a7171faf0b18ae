// The clients that users have, pointed at the gateway. None of them tries again by itself: what is seen is the first answer.
import Anthropic from '@anthropic-ai/sdk';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { GoogleGenAI } from '@google/genai';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import OpenAI4 from 'openai';
import OpenAI6 from 'openai-6';

const timeout = 20_000;

export class Clients {
  constructor(product) {
    this.url = product.baseUrl;
    this.key = product.clientKey;
  }

  openai4(apiKey = this.key) { return new OpenAI4({ apiKey, baseURL: `${this.url}/v1`, maxRetries: 0, timeout }); }
  openai6(apiKey = this.key) { return new OpenAI6({ apiKey, baseURL: `${this.url}/v1`, maxRetries: 0, timeout }); }
  anthropic(apiKey = this.key) { return new Anthropic({ apiKey, baseURL: this.url, maxRetries: 0, timeout }); }

  google({ apiKey = this.key, apiVersion } = {}) {
    return new GoogleGenAI({ apiKey, ...(apiVersion ? { apiVersion } : {}), httpOptions: { baseUrl: this.url } });
  }

  // What the Vercel AI SDK calls a model, by the dialect it is asked in.
  aiSdk(dialect, model) {
    const openai = () => createOpenAI({ apiKey: this.key, baseURL: `${this.url}/v1` });
    if (dialect === 'openai_chat') return openai().chat(model);
    if (dialect === 'openai_responses') return openai().responses(model);
    if (dialect === 'anthropic') return createAnthropic({ apiKey: this.key, baseURL: `${this.url}/v1` })(model);
    return createGoogleGenerativeAI({ apiKey: this.key, baseURL: `${this.url}/v1beta` })(model);
  }

  langchain(model, more = {}) {
    return new ChatOpenAI({ model, apiKey: this.key, maxRetries: 0, timeout, configuration: { baseURL: `${this.url}/v1` }, ...more });
  }

  langchainEmbeddings(model) {
    return new OpenAIEmbeddings({ model, apiKey: this.key, maxRetries: 0, configuration: { baseURL: `${this.url}/v1` } });
  }
}
