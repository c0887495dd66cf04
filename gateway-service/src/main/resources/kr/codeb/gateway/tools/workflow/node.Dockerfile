# For a Node.js application (Remix, Express, …) that npm start starts, that listens on process.env.PORT, on all addresses, and
# answers 2xx at @HEALTH_PATH@. In Remix that is a route of its own with
#   export const loader = () => new Response('ok')

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json* ./
RUN if [ -f package-lock.json ]; then npm ci; else npm install; fi
COPY . .
RUN npm run build --if-present && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production NPM_CONFIG_UPDATE_NOTIFIER=false HOST=0.0.0.0 PORT=@PORT@
WORKDIR /app
COPY --from=build --chown=1000:1000 /app ./
USER 1000
EXPOSE @PORT@
CMD ["npm", "start"]
